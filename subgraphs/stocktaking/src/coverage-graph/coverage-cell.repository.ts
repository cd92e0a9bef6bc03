import { pageSize } from "@actionline/kit/page";
import type { ActivityFilter } from "../activity/activity.filter";
import type { ActivityRepository } from "../activity/activity.repository";
import type { CoverageAxis } from "../coverage/coverage-query";
import type { ResponsibleParty } from "../coverage/coverage-result";
import type { IndexView } from "../index-view";
import type { CellExpectation } from "./cell-expectation";
import { explain } from "./cell-reason";
import type { EvidenceStrengthName } from "./coverage.enums";
import type { CoverageCell } from "./coverage-cell";
import type { Evidence } from "./evidence";
import type { Responsible } from "./responsible";

const EVIDENCE_SHOWN = 10;

/** What a cell's state follows from, for one request. */
export class CoverageCellRepository {
  readonly #index: IndexView;
  readonly #activities: ActivityRepository;

  constructor(index: IndexView, activities: ActivityRepository) {
    this.#index = index;
    this.#activities = activities;
  }

  /** The strong evidence first, then the weak, then what is only suggested; one find for all cells of a page. */
  async evidence({ coverage, counted }: CoverageCell, first: number | null): Promise<Evidence[]> {
    const found = this.#index.evidenceOf(coverage.query, counted.coordinates, first === null ? EVIDENCE_SHOWN : pageSize(first));
    const activities = await this.#activities.ofRows(found.map(({ row }) => row));
    return found.flatMap(({ strength, weaknesses }, index) => {
      const activity = activities[index];
      return activity === undefined ? [] : [{ activity, strength, reasons: weaknesses.map(explain) }];
    });
  }

  responsible({ coverage, counted }: CoverageCell): Responsible[] {
    return this.#index.responsibleFor(coverage.query, counted.coordinates).map(showResponsible);
  }

  expectation({ coverage, counted }: CoverageCell): CellExpectation | null {
    return this.#index.expectationOf(coverage.query, counted.coordinates);
  }

  /** The filter that lists what is evidence for the cell; it names the whole question, so that it means the same later. */
  filter({ coverage, counted }: CoverageCell, strengths: readonly EvidenceStrengthName[] | null): ActivityFilter {
    const { by, sdgs: _none, evidence: _nor, ...grid } = coverage.query;
    const at = by.map((axis: CoverageAxis) => ({ axis, value: counted.coordinates[axis] ?? "" }));
    return JSON.parse(JSON.stringify({ evidenceFor: { ...grid, at, strengths: strengths ?? ["STRONG", "WEAK"] } }));
  }
}

function showResponsible(party: ResponsibleParty): Responsible {
  const { organization, agency, role, claims, levels, scopes, freshness, lastHarvest, lastGoodAt, sources } = party;
  const [only, ...more] = levels;
  return {
    organization: organization === "" ? null : { id: organization },
    agency: agency === null ? null : { id: agency },
    role,
    claims,
    scopeLevel: more.length > 0 ? null : (only ?? "NONE"),
    scopeLevels: levels,
    scopes,
    freshness,
    lastHarvest,
    lastGoodAt,
    sources: sources.map((id) => ({ id })),
  };
}
