import type { AsOfPoint } from "@actionline/kit/request-context";
import type { WorkBudget } from "@actionline/kit/work-budget";
import type { PlanItemRecord } from "@actionline/schema/reference-records";
import { ancestorsOfLine, lineOfItem } from "@actionline/stocktaking/columns/plan-tree";
import type { ReferenceView } from "@actionline/stocktaking/columns/reference-tables";
import { CellExplainer } from "@actionline/stocktaking/coverage/cell-explainer";
import { coverageSteps } from "@actionline/stocktaking/coverage/compute-coverage";
import type { CoverageQuery } from "@actionline/stocktaking/coverage/coverage-query";
import type { CoverageResult, EvidenceRow, ResponsibleParty } from "@actionline/stocktaking/coverage/coverage-result";
import type { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import type { Db } from "mongodb";

/** One coverage question of a survey, and how its cells are explained. */
export interface AskedCoverage {
  readonly query: CoverageQuery;
  readonly result: CoverageResult;
  readonly explainer: CellExplainer;
}

/**
 * What a survey looks at: the hub at one point, as anybody may see it. A finding becomes public one day, so that nothing
 * private may enter it. Its work is done in turns, so that those who ask the hub meanwhile don't wait for it.
 */
export class SurveyedWorld {
  readonly db: Db;
  readonly index: StocktakingIndex;
  readonly point: AsOfPoint;
  readonly view: ReferenceView;
  readonly work: WorkBudget;

  constructor(db: Db, index: StocktakingIndex, point: AsOfPoint, work: WorkBudget) {
    this.db = db;
    this.index = index;
    this.point = point;
    this.work = work;
    this.view = index.tables.at(point.sequence, false);
  }

  async ask(query: CoverageQuery): Promise<AskedCoverage> {
    const result = await this.work.run(coverageSteps(this.index, query, this.point, false));
    return { query, result, explainer: new CellExplainer(this.index, query, this.point, false) };
  }

  /** Who answers for a cell of an answer. */
  responsible({ explainer }: AskedCoverage, cell: number): Promise<ResponsibleParty[]> {
    return this.work.run(explainer.responsible(cell));
  }

  /** The strong evidence of some cells of an answer, each in full, from one pass. */
  async strongEvidence({ explainer, result }: AskedCoverage, cells: readonly number[]): Promise<EvidenceRow[][]> {
    const wanted = cells.map((cell) => ({ cell, first: result.activities(cell) }));
    const lists = await this.work.run(explainer.evidence(wanted));
    return lists.map((rows) => rows.filter(({ strength }) => strength === "STRONG"));
  }

  lineOf(item: string): string | null {
    return lineOfItem(this.view, item);
  }

  /** The line and those above it, nearest first. */
  linesFrom(line: string): readonly string[] {
    return [line, ...ancestorsOfLine(this.view, line)];
  }

  /** Whether a finding may be about the item: what the plan says twice is looked at once. */
  isSurveyed(item: string): boolean {
    const record: PlanItemRecord | undefined = this.view.items.get(item);
    return record !== undefined && record.nearDuplicateOf === null;
  }

  nameOfPlace(place: string): string {
    const name = this.view.places.get(place)?.name;
    return name === undefined || name === place ? place : `${name} (${place})`;
  }
}
