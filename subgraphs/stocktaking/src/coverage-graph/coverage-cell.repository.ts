import { pageSize } from "@actionline/kit/page";
import type { WorkBudget } from "@actionline/kit/work-budget";
import DataLoader from "dataloader";
import type { ActivityFilter } from "../activity/activity.filter";
import type { ActivityRepository } from "../activity/activity.repository";
import type { CellExplainer } from "../coverage/cell-explainer";
import type { CoverageAxis } from "../coverage/coverage-query";
import type { CoverageResult, EvidenceRow, ResponsibleParty } from "../coverage/coverage-result";
import type { IndexView } from "../index-view";
import { Once } from "../once";
import type { CellExpectation } from "./cell-expectation";
import { explain } from "./cell-reason";
import { CellsOnce } from "./cells-once";
import type { EvidenceStrengthName } from "./coverage.enums";
import type { CoverageCell } from "./coverage-cell";
import type { Evidence } from "./evidence";
import type { OpenedCoverage } from "./opened-coverage";
import type { Responsible } from "./responsible";

const EVIDENCE_SHOWN = 10;

interface AskedEvidence {
  readonly cell: CoverageCell;
  readonly first: number;
}

/** What a cell's state follows from, for one request. */
export class CoverageCellRepository {
  readonly #index: IndexView;
  readonly #activities: ActivityRepository;
  readonly #work: WorkBudget;
  /** Equal questions of one request share one result, by which they are known here. */
  readonly #explainers = new Once<CoverageResult, CellExplainer>();
  readonly #responsible = new CellsOnce<Responsible[]>();
  readonly #expectations = new CellsOnce<CellExpectation | null>();
  readonly #evidence: DataLoader<AskedEvidence, EvidenceRow[]>;

  constructor(index: IndexView, activities: ActivityRepository, work: WorkBudget) {
    this.#index = index;
    this.#activities = activities;
    this.#work = work;
    this.#evidence = new DataLoader((asked) => this.#evidenceOfAll(asked), { cache: false });
  }

  /** The strong evidence first, then the weak, then what is only suggested; one pass and one find for all cells of a page. */
  async evidence(cell: CoverageCell, first: number | null): Promise<Evidence[]> {
    const found = await this.#evidence.load({ cell, first: first === null ? EVIDENCE_SHOWN : pageSize(first) });
    const activities = await this.#activities.ofRows(found.map(({ row }) => row));
    return found.flatMap(({ strength, weaknesses }, index) => {
      const activity = activities[index];
      return activity === undefined ? [] : [{ activity, strength, reasons: weaknesses.map(explain) }];
    });
  }

  responsible({ coverage, counted }: CoverageCell): Promise<Responsible[]> {
    return this.#responsible.of(coverage.result, counted.index, async () => {
      const explainer = await this.#explainerOf(coverage);
      return (await this.#work.run(explainer.responsible(counted.index))).map(showResponsible);
    });
  }

  expectation({ coverage, counted }: CoverageCell): Promise<CellExpectation | null> {
    return this.#expectations.of(coverage.result, counted.index, async () => {
      const explainer = await this.#explainerOf(coverage);
      return this.#work.run(explainer.expectation(counted.index));
    });
  }

  #explainerOf({ query, result }: OpenedCoverage): Promise<CellExplainer> {
    return this.#explainers.of(result, () => this.#index.explainer(query));
  }

  async #evidenceOfAll(asked: readonly AskedEvidence[]): Promise<EvidenceRow[][]> {
    const found = new Map<CoverageResult, Map<number, EvidenceRow[]>>();
    for (const result of new Set(asked.map(({ cell }) => cell.coverage.result))) {
      found.set(result, await this.#evidenceOfOne(asked.filter(({ cell }) => cell.coverage.result === result)));
    }
    return asked.map(({ cell: { coverage, counted }, first }) => (found.get(coverage.result)?.get(counted.index) ?? []).slice(0, first));
  }

  /** Evidence of cells of one result, by the cell's number. */
  async #evidenceOfOne(asked: readonly AskedEvidence[]): Promise<Map<number, EvidenceRow[]>> {
    const most = new Map<number, number>();
    for (const { cell, first } of asked) most.set(cell.counted.index, Math.max(first, most.get(cell.counted.index) ?? 0));
    const wanted = Array.from(most, ([cell, first]) => ({ cell, first }));
    const [example] = asked;
    if (example === undefined) return new Map();
    const explainer = await this.#explainerOf(example.cell.coverage);
    const found = await this.#work.run(explainer.evidence(wanted));
    return new Map(wanted.map(({ cell }, place) => [cell, found[place] ?? []]));
  }

  /** The filter that lists what is evidence for the cell; it names the whole question, so that it means the same later. */
  filter({ coverage, counted }: CoverageCell, strengths: readonly EvidenceStrengthName[] | null): ActivityFilter {
    const { by, sdgs: _none, evidence: _nor, ...grid } = coverage.query;
    const at = by.map((axis: CoverageAxis) => ({ axis, value: counted.coordinates[axis] ?? "" }));
    const filter: object = { evidenceFor: { ...grid, at, strengths: strengths ?? ["STRONG", "WEAK"] } };
    // Only strong evidence is counted in three ways; weak evidence and what is suggested are counted as records.
    const strongAlone = strengths?.length === 1 && strengths[0] === "STRONG";
    return JSON.parse(JSON.stringify(strongAlone ? { ...filter, dedupe: coverage.dedupe } : filter));
  }
}

function showResponsible(party: ResponsibleParty): Responsible {
  const { organization, agency, role, claims, commits, levels, scopes, freshness, lastHarvest, lastGoodAt, sources } = party;
  const [only, ...more] = levels;
  return {
    organization: organization === "" ? null : { id: organization },
    agency: agency === null ? null : { id: agency },
    role,
    claims,
    commits,
    scopeLevel: more.length > 0 ? null : (only ?? "NONE"),
    scopeLevels: levels,
    scopes,
    freshness,
    lastHarvest,
    lastGoodAt,
    sources: sources.map((id) => ({ id })),
  };
}
