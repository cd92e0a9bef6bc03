import { inOneGo } from "@actionline/kit/work-budget";
import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import type { StoredActivity } from "@actionline/schema/hub-records";
import { STAKEHOLDER_TYPES, type StakeholderType } from "@actionline/schema/stakeholder-type";
import fc from "fast-check";
import { computeCoverage } from "../coverage/compute-coverage";
import type { CoverageQuery } from "../coverage/coverage-query";
import type { CoverageCell } from "../coverage/coverage-result";
import { DEFINITIONS, NEWEST_DEFINITION } from "../coverage/definitions";
import { ANY_AGENCIES, EVERYTHING_DECLARED, reportedChange, WELL_READ } from "../testing/any-changes";
import { MemoryIndex } from "../testing/memory-index";
import {
  aCommitment,
  aFacilitator,
  aHarvest,
  anActivity,
  anAgency,
  anOrganization,
  aReview,
  aScope,
  aSource,
  aStatement,
} from "../testing/records";
import { SMALL_PLAN } from "../testing/small-plan";
import { CellWays } from "./cell-ways";
import type { ChangeStep, ChangeWay } from "./change-step";
import { ChangeStepKind } from "./coverage-step.enums";

const TIMES = Number(process.env.ACTIONLINE_SOAK_TIMES ?? 1);
const SEED = Number(process.env.ACTIONLINE_SOAK_SEED ?? 2005);
const NOW = new Date("2025-06-30T00:00:00Z");
const TYPED: CoverageQuery = {
  by: ["ITEM", "REGION", "STAKEHOLDER_TYPE"],
  stakeholderTypes: ["GOVERNMENT", "CIVIL_SOCIETY", "PRIVATE_SECTOR"],
};

interface World {
  readonly changes: readonly Change[];
  readonly instant: Date;
}

const cellsOf = ({ changes, instant }: World, query: CoverageQuery): CoverageCell[] => {
  const index = new MemoryIndex(changes);
  const result = computeCoverage(index, query, { sequence: index.sequence, instant, latest: false }, false);
  return Array.from({ length: result.size }, (_, cell) => result.cell(cell));
};

function waysIn({ changes, instant }: World, query: CoverageQuery, cells: readonly CoverageCell[]): ChangeWay[][] {
  const index = new MemoryIndex(changes);
  return inOneGo(new CellWays(index, query, { sequence: index.sequence, instant, latest: false }, false).of(cells));
}

/** The last version of each record, by kind and subject. */
const recordsOf = (changes: readonly Change[]): Map<string, Change> =>
  new Map(changes.map((each) => [`${each.kind} ${each.subject}`, each]));

/** What somebody would enter who did the steps; written apart from what the steps were tried by. */
function done(world: World, cell: CoverageCell, steps: readonly ChangeStep[]): World {
  const instant = steps.reduce((at, step) => (step.kind === "WAIT" ? step.until : at), world.instant);
  const changes = [...world.changes];
  for (const step of steps) changes.push(...entriesOf(step, cell, recordsOf(changes), instant));
  return { changes, instant };
}

function entriesOf(step: ChangeStep, cell: CoverageCell, records: ReadonlyMap<string, Change>, instant: Date): Change[] {
  const item = cell.item ?? "";
  const place = cell.place ?? "";
  const year = cell.year ?? 0;
  const type = STAKEHOLDER_TYPES.find((each) => each === cell.stakeholderType) ?? null;
  const activity = (id: string): StoredActivity => records.get(`ACTIVITY ${id}`)?.record as StoredActivity;
  const changed = (id: string | undefined, more: (known: StoredActivity) => Partial<StoredActivity>): Change[] =>
    id === undefined ? [] : [change("ACTIVITY", id, { ...activity(id), ...more(activity(id)) })];
  const withheldOf = (source: string): number =>
    Number((records.get(`HARVEST ${source}`)?.record as { withheld?: number } | undefined)?.withheld ?? 0);
  const at = instant.toISOString();
  switch (step.kind) {
    case "DECLARE_SCOPE": {
      const [by] = step.by;
      const id = `${by?.agency ?? by?.organization.toLowerCase()}:declared`;
      return [aScope(id, "COMPLETE", { items: [...step.items] as [string], places: [...step.places] as [string], years: [year] })];
    }
    case "ASSIGN_ITEM": {
      const [organization = ""] = step.organizations;
      // By the first versions of the definition only facilitators and claims make one responsible.
      return [aCommitment("k1", organization, { items: [item], places: null }), aFacilitator(LINE_OF[item] ?? "C7-eHealth", organization)];
    }
    case "CONNECT_SOURCE": {
      const agency = step.by.agency ?? step.by.organization.toLowerCase();
      return [...(step.by.agency === null ? [anAgency(agency)] : []), aSource(`${agency}/new`), aHarvest(`${agency}/new`, at)];
    }
    case "HARVEST_SOURCE":
      return [aHarvest(step.source, at, "SUCCEEDED", { withheld: withheldOf(step.source) })];
    case "RESOLVE_WITHHELD": {
      const known = records.get(`HARVEST ${step.source}`);
      return known?.record == null ? [] : [change("HARVEST", step.source, { ...(known.record as object), withheld: 0 } as never)];
    }
    case "WAIT":
      return [];
    case "REJECT_SUGGESTIONS":
      return step.suggestions.map(({ activity: of, code, isLine }) => aReview(of, targetOf(code, isLine), "REJECTED"));
    case "ACCEPT_SUGGESTION":
      return step.suggestions.slice(0, 1).map(({ activity: of, code, isLine }) => aReview(of, targetOf(code, isLine), "ACCEPTED"));
    case "STATE_TYPE": {
      const another: StakeholderType = type === "GOVERNMENT" ? "ACADEMIA" : "GOVERNMENT";
      return step.organizations.map((id) => anOrganization(id, step.type ?? another));
    }
    case "SIGN_STATEMENT":
      return [
        aStatement("st", step.actionLine, { items: [item], places: [place], years: [year], stakeholderTypes: type === null ? [] : [type] }),
      ];
    case "BEGIN_ACTIVITY":
      return changed(step.activities[0], () => ({ status: "IMPLEMENTING" }));
    case "NAME_ITEM":
      return changed(step.activities[0], ({ items = [] }) => ({ items: [...items, { item }] }));
    case "NAME_PLACE":
      return changed(step.activities[0], ({ places = [] }) => ({ places: [...places, { place }] }));
    case "REPORT_ACTIVITY":
      return [
        anActivity("alpha:reported", {
          ...{ items: [{ item }], places: [{ place }], period: { start: `${year}-03-01`, end: `${year}-04-01` }, source: "hub/desk" },
          reporter: { id: "REPORTED", name: "Reported", type: type ?? "GOVERNMENT" },
        }),
      ];
    case "WITHDRAW_SCOPE":
      return [change("SCOPE", step.scope, null)];
    case "WITHDRAW_STATEMENT":
      return [change("STATEMENT", step.statement, null)];
  }
}

const LINE_OF: Readonly<Record<string, string>> = { "GPA-8": "C1", "GPA-8a": "C1", "GPA-8b": "C1", "GPA-14": "C7" };
const targetOf = (code: string, isLine: boolean) =>
  isLine ? { item: null, actionLine: code } : { item: code, actionLine: LINE_OF[code] ?? "C7-eHealth" };

const world = fc
  .record({
    changes: fc.array(reportedChange, { minLength: 1, maxLength: 16 }),
    declared: fc.boolean(),
    facilitators: fc.subarray([
      aFacilitator("C7-eHealth", "ALPHA"),
      aFacilitator("C1", "BETA"),
      aFacilitator("C1", "NOBODY-HERE"),
      aFacilitator("C7", "GAMMA"),
    ]),
    sourceless: fc.boolean(),
    instant: fc.constantFrom(NOW, NOW, new Date("2024-11-30T00:00:00Z")),
  })
  .map(({ changes, declared, facilitators, sourceless, instant }) => {
    const read = ANY_AGENCIES.filter((agency) => !sourceless || agency !== "gamma");
    const base = [...SMALL_PLAN, ...ANY_AGENCIES.map(anAgency), ...read.map((agency) => aSource(`${agency}/feed`))];
    const harvests = read.map((agency) => aHarvest(`${agency}/feed`, instant === NOW ? WELL_READ : "2024-11-25T00:00:00Z"));
    return { changes: [...base, ...harvests, ...facilitators, ...(declared ? EVERYTHING_DECLARED : []), ...changes], instant };
  });

const version = fc.constantFrom(...DEFINITIONS.map((definition) => definition.version), NEWEST_DEFINITION.version);

const stateOf = (of: World, query: CoverageQuery, { index }: CoverageCell): string | null => cellsOf(of, query)[index]?.state ?? null;

describe("what would change a cell", () => {
  it("does when all of it is done, and doesn't when any step is left out", () => {
    const seen = new Set<string>();
    let unhelped = 0;
    fc.assert(
      fc.property(
        world,
        fc.constantFrom<CoverageQuery>({ by: ["ITEM", "REGION"] }, TYPED),
        version,
        fc.nat(),
        (of, asked, definition, pick) => {
          const query = { years: [2024], ...asked, definition };
          const open = cellsOf(of, query).filter(({ state }) => state === "UNKNOWN" || state === "PARTIAL" || state === "OMITTED");
          const cells = open.filter((_, at) => at % 5 === pick % 5);
          for (const [at, ways] of waysIn(of, query, cells).entries()) {
            const cell = cells[at];
            if (cell === undefined) continue;
            // By the first versions of the definition nobody can vouch for the silence of some types, whatever is done.
            const vouched = definition === NEWEST_DEFINITION.version || !cell.reasons.includes("NO_REPORTING_CHANNEL");
            if (ways.length === 0 && vouched) unhelped += 1;
            for (const { state, steps } of ways) {
              for (const { kind } of steps) seen.add(kind);
              expect(state).not.toBe(cell.state);
              expect(stateOf(done(of, cell, steps), query, cell)).toBe(state);
              for (const left of steps) {
                const without = steps.filter((step) => step !== left);
                expect(stateOf(done(of, cell, without), query, cell)).not.toBe(state);
              }
            }
          }
        },
      ),
      { numRuns: 150 * TIMES, seed: SEED },
    );
    expect([...seen].sort()).toEqual(Object.keys(ChangeStepKind).sort());
    expect(unhelped).toBe(0);
  });
});
