import { quarantineOf } from "@actionline/agencies/feed/quarantine";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { CoverageQuery } from "@actionline/stocktaking/coverage/coverage-query";
import { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import { loadDemonstration } from "../hub/load-demonstration";
import { loadReferenceData } from "../hub/load-reference-data";
import { REGIONS } from "./countries";
import { generateDemonstration } from "./generate-demonstration";
import { STATED } from "./statements";

const TODAY = new Date("2026-11-22T10:00:00Z");
const set = generateDemonstration({ seed: 2003, today: TODAY });

let database: TestIndex;
let appender: Appender;
let index: StocktakingIndex;

beforeAll(async () => {
  database = await startIndex();
  appender = await Appender.acquire(database.client, database.db, { space: "DEMONSTRATION" });
  await loadReferenceData(database.db, appender);
  await loadDemonstration({ client: database.client, db: database.db, appender }, set, () => {});
  index = await StocktakingIndex.open(database.db);
  // Two thousand records through the whole feed path: seconds, and more where other work shares the machine.
}, 120_000);
afterAll(async () => {
  await appender.release();
  await database.stop();
});

function cellsOf(query: CoverageQuery) {
  const result = index.coverage(query, { sequence: index.sequence, instant: TODAY, latest: true }, false);
  return Array.from({ length: result.size }, (_, cell) => result.cell(cell));
}

describe("the hub's coverage of the demonstration set", () => {
  it("gives each planted cell the state, reasons and basis that the truth knows", () => {
    for (const { item, region, state, reasons, basis } of set.truth.cells) {
      const [cell] = cellsOf({ items: [item], places: [region], by: ["ITEM", "REGION"] });
      expect({ item, region, state: cell?.state, reasons: cell?.reasons, basis: cell?.basis }).toEqual({
        item,
        region,
        state,
        reasons,
        basis,
      });
      expect(cell?.year).toBe(set.truth.year);
    }
  });

  it("finds the planted omissions and no others", () => {
    const omitted = cellsOf({ places: REGIONS, by: ["ITEM", "REGION"] }).filter((cell) => cell.state === "OMITTED");
    const planted = set.truth.cells.filter((cell) => cell.state === "OMITTED");
    expect(omitted.map((cell) => `${cell.item} ${cell.place}`).sort()).toEqual(planted.map((cell) => `${cell.item} ${cell.region}`).sort());
  });

  it("lets a team's statement speak for companies, whom nobody else reports for, and only under the definition that hears it", () => {
    const { item, region, stakeholderType } = STATED;
    const asked: CoverageQuery = { items: [item], places: [region], stakeholderTypes: [stakeholderType], by: ["ITEM", "STAKEHOLDER_TYPE"] };
    const [stated] = cellsOf(asked);
    expect([stated?.state, stated?.basis]).toEqual(["OMITTED", "TEAM_STATEMENT"]);
    const [before] = cellsOf({ ...asked, definition: "1.1.0" });
    expect([before?.state, before?.reasons]).toEqual(["UNKNOWN", ["NO_REPORTING_CHANNEL"]]);
  });

  it("shows MIXED where a line's items differ, and tells how many records await review", () => {
    const [asia] = cellsOf({ actionLines: ["C7-eHealth"], places: ["142"], by: ["ACTION_LINE", "REGION"] });
    expect(asia?.state).toBe("MIXED");
    const [disasters] = cellsOf({ items: ["GPA-18f"], places: ["142"], by: ["ITEM", "REGION"] });
    expect(disasters?.suggested).toBe(set.truth.suggestions.length);
  });

  it("refuses the planted faults and nothing else, each with its rule, and says how to fix it", async () => {
    for (const { source, refused } of set.truth.sources) {
      const reports = await versionsOf(database.db, "HARVEST").find({ subject: source, "record.outcome": "SUCCEEDED" }).toArray();
      const issues = reports.flatMap(({ record }) => record.issues);
      const planted = set.truth.faults.filter((fault) => fault.source === source);
      expect([source, reports.map(({ record }) => record.counts.refused)]).toEqual([source, [refused]]);
      expect(new Set(issues.map(({ rule }) => rule))).toEqual(new Set(planted.map(({ rule }) => rule)));
      for (const { howToFix } of issues) expect(howToFix).not.toBe("");
    }
    for (const { record, rule, pointer, stage } of set.truth.faults) {
      const entries = await quarantineOf(database.db).find({ record }).toArray();
      expect([record, entries.map((entry) => [entry.rule, entry.pointer])]).toEqual([
        record,
        stage === "ACCEPTED" ? [] : [[rule, pointer]],
      ]);
      const held = await versionsOf(database.db, "ACTIVITY").countDocuments({ subject: record, to: OPEN });
      expect([record, held]).toEqual([record, stage === "REFUSED" ? 0 : 1]);
    }
  });

  it("knows how old each source is, and whose last harvest failed", () => {
    const standings = index.sourcesOf({ sequence: index.sequence, instant: TODAY, latest: true }, false);
    for (const { source, freshness, lastHarvestFailed } of set.truth.sources) {
      const standing = standings.get(source);
      expect([source, standing?.freshness, standing?.error !== null]).toEqual([source, freshness, lastHarvestFailed]);
    }
  });
});
