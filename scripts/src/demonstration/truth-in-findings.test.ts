import { type SurveyOutcome, surveyFindings } from "@actionline/findings/survey/survey-findings";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import { loadDemonstration } from "../hub/load-demonstration";
import { loadReferenceData } from "../hub/load-reference-data";
import { generateDemonstration } from "./generate-demonstration";

const TODAY = new Date("2026-11-22T10:00:00Z");
const set = generateDemonstration({ seed: 2003, today: TODAY });

let database: TestIndex;
let appender: Appender;
let index: StocktakingIndex;
let outcome: SurveyOutcome;
let findings: FindingRecord[];

const survey = (): Promise<SurveyOutcome> => surveyFindings(database.db, index, appender, () => TODAY);

beforeAll(async () => {
  database = await startIndex();
  appender = await Appender.acquire(database.client, database.db, { space: "DEMONSTRATION", clock: () => TODAY });
  await loadReferenceData(database.db, appender);
  await loadDemonstration({ client: database.client, db: database.db, appender }, set, () => {});
  index = await StocktakingIndex.open(database.db);
  outcome = await survey();
  const versions = await versionsOf(database.db, "FINDING").find({ to: OPEN }).toArray();
  findings = versions.map(({ record }) => record);
  // Two thousand records through the whole feed path: seconds, and more where other work shares the machine.
}, 120_000);
afterAll(async () => {
  await appender.release();
  await database.stop();
});

describe("the survey of the demonstration set", () => {
  it("drafts the planted omissions and no others", () => {
    const drafted = findings.filter(({ kind, stakeholderType }) => kind === "O2_ACTIVITY" && stakeholderType === null);
    const planted = set.truth.cells.filter((cell) => cell.state === "OMITTED");
    expect(drafted.map(({ item, place }) => `${item} ${place}`).sort()).toEqual(
      planted.map(({ item, region }) => `${item} ${region}`).sort(),
    );
    for (const { state, parties } of drafted) expect([state, parties.length > 0]).toEqual(["DRAFT", true]);
  });

  it("finds the nil return that its own agency's records contradict", () => {
    const found = findings.filter(({ kind }) => kind === "CONFLICT");
    expect(found.map(({ item, place, parties }) => [item, place, parties.map(({ agency }) => agency)])).toEqual([
      ["GPA-21a", "150", ["granary"]],
    ]);
  });

  it("leaves nothing out, speaks of nothing private and of no item that the plan says twice", async () => {
    expect([...outcome.leftOut]).toEqual([]);
    const twice = await versionsOf(database.db, "PLAN_ITEM").distinct("subject", { "record.nearDuplicateOf": { $ne: null }, to: OPEN });
    expect(findings.filter(({ item }) => item !== null && twice.includes(item))).toEqual([]);
    const hidden = await versionsOf(database.db, "ACTIVITY").distinct("subject", { visibility: "PRIVATE", to: OPEN });
    expect(findings.filter(({ activities }) => activities.some((activity) => hidden.includes(activity)))).toEqual([]);
  });

  it("writes nothing the second time", async () => {
    const { watermark } = appender;
    await expect(survey()).resolves.toMatchObject({ drafted: 0, updated: 0, dropped: 0, resolved: 0 });
    expect(appender.watermark).toBe(watermark);
  });
});
