import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import type { HarvestRecord, SourceRecord } from "@actionline/schema/hub-records";
import { createValidator } from "@actionline/schema/validator/validator";
import { aSource, changes, list, record } from "../testing/feed-records";
import { anActivity, iatiFile, withFile } from "../testing/read-iati";
import type { FeedInput } from "./feed-input";
import { harvest } from "./harvest";

let log: TestLog;
const validator = createValidator({ items: new Set(["GPA-18a"]), actionLines: new Set(["C7-eHealth"]), places: new Set(["KE"]) });

beforeAll(async () => {
  log = await startLog();
});
afterAll(() => log.stop());

const run = (source: SourceRecord, input: FeedInput): Promise<HarvestRecord> =>
  harvest({ ...log, source, input, validator, clock: () => new Date(), suggest: () => [], suggestionRules: "none" });

/** What a run over a full list of these withholds. */
const withheldOf = async (agency: string, ...records: readonly unknown[]): Promise<number | undefined> =>
  (await run(aSource(agency), list([record(`${agency}:fine`, { items: [{ item: "GPA-18a" }] }), ...records]))).withheld;

describe("what a full list withholds", () => {
  it.each<[string, number, (id: string) => readonly unknown[]]>([
    ["nothing", 0, () => []],
    ["an activity with an unknown field", 1, (id) => [record(id, { titel: "x" })]],
    ["a second activity under one id", 1, (id) => [record(id), record(id, { status: "COMPLETED" })]],
    ["an activity under another agency's name", 1, () => [record("another:1")]],
    ["something of an unknown kind", 1, (id) => [{ kind: "WORK", id }]],
    ["two unknown codes of an activity that went in", 2, (id) => [record(id, { items: [{ item: "GPA-99z" }], places: [{ place: "XX" }] })]],
    ["an unknown line", 1, (id) => [record(id, { actionLines: ["C7-eNothing"] })]],
    ["a scope that was refused", 1, (id) => [{ kind: "SCOPE", id, completeness: "SOME" }]],
    ["no budget, which is no evidence", 0, (id) => [{ kind: "BUDGET", id, measure: "SOME" }]],
    ["no record twice", 1, (id) => [record(id, { actionLines: ["C7-eNothing"] }), record(id, { actionLines: ["C7-eNothing"] })]],
  ])("%s: %d", async (what, count, recordsOf) => {
    const agency = `full-${what.replace(/[^a-z]+/gi, "-").toLowerCase()}`.slice(0, 60);
    await expect(withheldOf(agency, ...recordsOf(`${agency}:1`))).resolves.toBe(count);
  });

  it("counts its own alone: what the list before it withheld and it doesn't is repaired or gone", async () => {
    await expect(withheldOf("later", record("later:1", { titel: "x" }), record("later:2", { titel: "x" }))).resolves.toBe(2);
    await expect(withheldOf("later", record("later:1"), record("later:2", { titel: "y" }))).resolves.toBe(1);
    await expect(withheldOf("later", record("later:1"), record("later:2"))).resolves.toBe(0);
  });

  it.each([
    ["a region that M49 has not", '<recipient-region code="88" vocabulary="1"/>', 1],
    ["a country code that is none", '<recipient-country code="Kenya"/>', 1],
    ["a date that the calendar hasn't", '<activity-date type="2" iso-date="2024-02-31"/>', 1],
    ["a participant without a name", '<participating-org role="4" type="10"/>', 1],
    ["a date of money, which places no work", '<budget><period-start iso-date="2024-02-31"/></budget>', 0],
  ])("counts of an IATI activity %s", async (what, element, count) => {
    const source = aSource(`iati-${what.replace(/[^a-z]+/gi, "-").toLowerCase()}`.slice(0, 60), { format: "IATI_2_03" });

    const report = await withFile("x.xml", iatiFile(anActivity(element, "A-1")), (file) => run(source, { file }));

    expect(report).toMatchObject({ outcome: "SUCCEEDED", withheld: count });
  });
});

describe("what a list of changes withholds", () => {
  it("goes on being withheld until the source says something else of the record", async () => {
    const source = aSource("delta");
    const tell = async (...records: readonly unknown[]): Promise<number | undefined> => (await run(source, changes(records))).withheld;

    await expect(
      tell(record("delta:1", { titel: "x" }), record("delta:2", { places: [{ place: "XX" }] }), record("delta:3")),
    ).resolves.toBe(2);
    await expect(tell(record("delta:4"))).resolves.toBe(2);
    await expect(tell(record("delta:1", { titel: "y" }))).resolves.toBe(2);
    await expect(tell(record("delta:1"))).resolves.toBe(1);
    await expect(tell({ operation: "DELETE", id: "delta:2" })).resolves.toBe(0);
  });

  it("is repaired by a full list alone where it had no id", async () => {
    const source = aSource("nameless");
    await expect(run(source, changes([{ kind: "ACTIVITY" }, record("nameless:1")]))).resolves.toMatchObject({ withheld: 1 });
    await expect(run(source, changes([record("nameless:2")]))).resolves.toMatchObject({ withheld: 1 });
    await expect(run(source, list([record("nameless:1"), record("nameless:2")]))).resolves.toMatchObject({ withheld: 0 });
  });

  it("is carried on by a full list that breaks off, and by a run that reads nothing", async () => {
    const source = aSource("broken");
    await run(source, list([record("broken:1", { titel: "x" }), record("broken:2", { titel: "x" })]));
    const cut = `{"feed":{"complete":true,"count":9}}\n${JSON.stringify(record("broken:1"))}\n`;

    await expect(withFile("x.jsonl", cut, (file) => run(source, { file }))).resolves.toMatchObject({ outcome: "PARTIAL", withheld: 1 });
    await expect(run(source, { file: "/nowhere/x.jsonl" })).resolves.toMatchObject({ outcome: "FAILED", withheld: 1 });
  });
});
