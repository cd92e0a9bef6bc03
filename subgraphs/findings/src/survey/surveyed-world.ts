import type { AsOfPoint } from "@actionline/kit/request-context";
import type { WorkBudget } from "@actionline/kit/work-budget";
import type { PlanItemRecord } from "@actionline/schema/reference-records";
import { ancestorsOfLine, lineOfItem } from "@actionline/stocktaking/columns/plan-tree";
import type { ReferenceView } from "@actionline/stocktaking/columns/reference-tables";
import type { CellCounters } from "@actionline/stocktaking/coverage/cell-counters";
import { CellExplainer } from "@actionline/stocktaking/coverage/cell-explainer";
import { coverageSteps } from "@actionline/stocktaking/coverage/compute-coverage";
import type { CoverageQuery } from "@actionline/stocktaking/coverage/coverage-query";
import type { CoverageResult, ResponsibleParty } from "@actionline/stocktaking/coverage/coverage-result";
import { RollUp } from "@actionline/stocktaking/coverage/roll-up";
import { openSlice, tallyOf } from "@actionline/stocktaking/coverage/slice";
import type { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import type { Db } from "mongodb";

/** One coverage question of a survey, and how its cells are explained. */
export interface AskedCoverage {
  readonly query: CoverageQuery;
  readonly result: CoverageResult;
  readonly explainer: CellExplainer;
}

/** The default grid has a thousand cells; those of many countries would fill the memory. */
const MOST_REMEMBERED = 5_000;

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
  /** By answer and cell's number who answers for it, as far as somebody asked. */
  readonly #responsible = new Map<AskedCoverage, Map<number, readonly ResponsibleParty[]>>();

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

  /** Who answers for a cell of an answer; of an answer of a usual size it is worked out once, whoever asks again. */
  async responsible(of: AskedCoverage, cell: number): Promise<readonly ResponsibleParty[]> {
    const ofAnswer = this.#responsible.get(of) ?? new Map<number, readonly ResponsibleParty[]>();
    const known = ofAnswer.get(cell);
    if (known !== undefined) return known;
    const found = await this.work.run(of.explainer.responsible(cell));
    if (of.result.size <= MOST_REMEMBERED) this.#responsible.set(of, ofAnswer.set(cell, found));
    return found;
  }

  /** Lets go of what was remembered of the answers so far. */
  forget(): void {
    this.#responsible.clear();
  }

  /** One pass over the records behind an answer, counted as the counters do. */
  async count({ query }: AskedCoverage, counters: CellCounters): Promise<void> {
    const slice = openSlice(this.index, query, this.point, false);
    const rollUp = new RollUp(query.by, slice.grid, slice.view, []);
    await this.work.run(tallyOf(slice, rollUp, { counters }).steps());
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
