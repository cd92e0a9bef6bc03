import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import type { HarvestRecord, SourceRecord } from "@actionline/schema/hub-records";
import { createValidator } from "@actionline/schema/validator/validator";
import { aSource, changes, list, many, record } from "../testing/feed-records";
import { anActivity, iatiFile, withFile } from "../testing/read-iati";
import type { CommitBatch } from "./batch-writer";
import type { FeedInput } from "./feed-input";
import { type HarvestOptions, harvest } from "./harvest";
import { harvestStateOf } from "./harvest-state";
import { quarantineOf } from "./quarantine";

let log: TestLog;
const validator = createValidator({ items: new Set(["GPA-18a"]), actionLines: new Set(["C7-eHealth"]), places: new Set(["KE", "UG"]) });

beforeAll(async () => {
  log = await startLog();
});
afterAll(() => log.stop());

const amount = (id: string, activity: string, facts: object = {}): object => ({
  kind: "BUDGET",
  id,
  activity,
  reporter: { name: "The reporter" },
  measure: "BUDGET",
  period: { start: "2024-01-01", end: "2024-12-31" },
  value: { amount: "860", currency: "USD" },
  ...facts,
});

const run = (source: SourceRecord, input: FeedInput, options: HarvestOptions = {}): Promise<HarvestRecord> =>
  harvest({ ...log, source, input, validator, clock: () => new Date(), suggest: () => [], suggestionRules: "none", options });

/** Ids that the hub holds of an agency. */
async function held(agency: string, kind: "ACTIVITY" | "BUDGET" = "ACTIVITY"): Promise<string[]> {
  const found = await versionsOf(log.db, kind).find({ owner: agency, to: OPEN }).sort({ subject: 1 }).toArray();
  return found.map(({ subject }) => subject);
}

describe("a harvest", () => {
  it("takes records in with their agency, source and suggestions, and tells what it did", async () => {
    const source = aSource("first");
    const suggestion = { item: null, actionLine: "C7-eHealth", confidence: 0.5, reason: "because" };
    const input = list([
      record("first:1"),
      amount("first:2", "first:1"),
      { kind: "ORGANISATION", id: "first:3", name: "A body", type: "ACADEMIA" },
    ]);
    const suggest = () => [suggestion];

    const report = await harvest({ ...log, source, input, validator, clock: () => new Date(), suggest, suggestionRules: "9" });

    expect(report).toMatchObject({ outcome: "SUCCEEDED", error: null, counts: { read: 3, accepted: 3, refused: 0, added: 3 }, issues: [] });
    expect(report.lastGoodAt).toBe(report.finishedAt);
    const activity = await versionsOf(log.db, "ACTIVITY").findOne({ subject: "first:1" });
    expect(activity?.record).toMatchObject({ source: "first/records", suggestionRules: "9", suggestions: [suggestion] });
    const budget = await versionsOf(log.db, "BUDGET").findOne({ subject: "first:2" });
    expect(budget?.record).toMatchObject({ agency: "first", source: "first/records" });
    const organization = await versionsOf(log.db, "ORGANIZATION").findOne({ subject: "first:3" });
    expect(organization?.record).toMatchObject({ name: "A body", verified: false, acronym: null });
  });

  it("over the same content makes no new version, and still reports that it ran", async () => {
    const source = aSource("again");
    await run(source, list(many("again", 5)));
    const before = log.appender.watermark;

    const report = await run(source, list(many("again", 5)));

    expect(report.counts).toMatchObject({ added: 0, changed: 0, unchanged: 5, deleted: 0 });
    // That it began, and how it ended.
    expect(log.appender.watermark).toBe(before + 2);
    await expect(versionsOf(log.db, "HARVEST").countDocuments({ subject: source.id })).resolves.toBe(4);
    await expect(versionsOf(log.db, "ACTIVITY").countDocuments({ owner: "again" })).resolves.toBe(5);
  });

  it("deletes what a full list no longer has, within the guard", async () => {
    const source = aSource("gone");
    await run(source, list(many("gone", 10)));

    const report = await run(source, list(many("gone", 8)));

    expect(report).toMatchObject({ outcome: "SUCCEEDED", counts: { deleted: 2, held: 0, unchanged: 8 } });
    await expect(held("gone")).resolves.toHaveLength(8);
  });

  it("holds the deletions that are too many, takes the rest in, and says what to do", async () => {
    const source = aSource("half");
    const good = await run(source, list(many("half", 10)));

    const report = await run(source, list([...many("half", 5), record("half:new")]));

    expect(report).toMatchObject({ outcome: "HELD", counts: { added: 1, deleted: 0, held: 5 }, lastGoodAt: good.lastGoodAt });
    expect(report.error).toMatchObject({
      code: "DELETIONS_HELD",
      message: expect.stringContaining("5 of 10 ACTIVITY records (at most 2)"),
    });
    await expect(held("half")).resolves.toHaveLength(11);

    const released = await run(source, list([...many("half", 5), record("half:new")]), { releaseDeletions: true });
    expect(released).toMatchObject({ outcome: "SUCCEEDED", counts: { deleted: 5, held: 0 } });
  });

  it("an empty list deletes nothing, even of a source with one record", async () => {
    const source = aSource("empty");
    await run(source, list(many("empty", 1)));

    const report = await run(source, list([]));

    expect(report).toMatchObject({ outcome: "HELD", error: { code: "EMPTY_ANSWER" }, counts: { deleted: 0, held: 1 } });
    await expect(held("empty")).resolves.toEqual(["empty:100"]);
  });

  it("a list of changes deletes only what it names, and knows what it doesn't hold", async () => {
    const source = aSource("changes");
    await run(source, list(many("changes", 10)));

    const report = await run(
      source,
      changes([
        { operation: "DELETE", id: "changes:100" },
        { operation: "DELETE", id: "changes:999" },
        { operation: "CONFIRMED", id: "changes:101" },
        { operation: "UPSERT", record: record("changes:102", { status: "COMPLETED" }) },
      ]),
    );

    expect(report).toMatchObject({ outcome: "SUCCEEDED", counts: { read: 4, accepted: 4, changed: 1, deleted: 1 } });
    expect(report.issues.map(({ rule }) => rule)).toEqual(["OPERATION_UNKNOWN_RECORD"]);
    await expect(held("changes")).resolves.toHaveLength(9);
  });

  it("refuses a record that bears another agency's name, and its deletion too", async () => {
    await run(aSource("victim"), list(many("victim", 3)));

    const report = await run(
      aSource("thief"),
      changes([record("victim:100", { status: "CANCELLED" }), { operation: "DELETE", id: "victim:101" }]),
    );

    expect(report).toMatchObject({ counts: { read: 2, refused: 2 }, issues: [{ rule: "NOT_YOUR_ID", count: 2 }] });
    await expect(held("victim")).resolves.toHaveLength(3);
  });

  it("keeps the first of two records under one id and puts the other in quarantine with both hashes", async () => {
    const source = aSource("twins");

    const report = await run(
      source,
      list([record("twins:1"), record("twins:1", { status: "CANCELLED" }), record("twins:1"), record("twins:2")]),
    );

    expect(report.counts).toMatchObject({ read: 4, accepted: 3, refused: 1, added: 2, changed: 0, unchanged: 0, repeated: 1 });
    expect(report.issues.map(({ examples }) => examples.map(({ place, value }) => `${place}: ${value}`))).toEqual([
      [expect.stringMatching(/^record 2: the first, at record 1, was kept \([0-9a-f]{16}\); this was refused \([0-9a-f]{16}\)$/)],
      ["record 3: the first stands at record 1"],
    ]);
    expect(report.issues.map(({ rule, count }) => [rule, count])).toEqual([
      ["DUPLICATE_ID", 1],
      ["DUPLICATE_RECORD", 1],
    ]);
    const [entry] = await quarantineOf(log.db).find({ source: source.id }).toArray();
    expect(entry).toMatchObject({
      record: "twins:1",
      place: "record 2; the first at record 1",
      rule: "DUPLICATE_ID",
      hashes: { kept: expect.stringMatching(/^[0-9a-f]{16}$/) },
    });
    expect(entry?.hashes?.kept).not.toBe(entry?.hashes?.refused);
    const kept = await versionsOf(log.db, "ACTIVITY").findOne({ subject: "twins:1", to: OPEN });
    expect(kept?.record.status).toBe("IMPLEMENTING");
  });

  it("keeps the last good form of a record that is refused now, and lets quarantine go once it is repaired", async () => {
    const source = aSource("repair");
    await run(source, list(many("repair", 2)));

    const broken = await run(source, list([record("repair:100", { period: { start: "0000-00-00" } }), record("repair:101")]));

    expect(broken).toMatchObject({ outcome: "SUCCEEDED", counts: { accepted: 1, refused: 1, deleted: 0 } });
    expect(broken.issues).toMatchObject([
      { rule: "DATE_IMPOSSIBLE", pointer: "/period/start", examples: [{ record: "repair:100", place: "record 1, /period/start" }] },
    ]);
    await expect(held("repair")).resolves.toEqual(["repair:100", "repair:101"]);
    await expect(quarantineOf(log.db).countDocuments({ source: source.id })).resolves.toBe(1);

    await run(source, list(many("repair", 2)));
    await expect(quarantineOf(log.db).countDocuments({ source: source.id })).resolves.toBe(0);
  });

  it("shares of 140, unknown codes, NaN amounts: a report with the place, and the rest goes in", async () => {
    const source = aSource("odd");
    const places = [{ place: "KE", percentage: 70 }, { place: "UG", percentage: 70 }, { place: "XX" }];

    const report = await run(
      source,
      list([
        record("odd:1", { places, items: [{ item: "GPA-99z" }] }),
        amount("odd:2", "odd:1", { value: { amount: "NaN", currency: "USD" } }),
      ]),
    );

    expect(report.counts).toMatchObject({ accepted: 1, refused: 1 });
    expect(report.issues.map(({ rule, pointer }) => [rule, pointer])).toEqual([
      ["AMOUNT_NOT_A_NUMBER", "/value/amount"],
      ["PERCENTAGES_SUM", "/places"],
      ["UNKNOWN_ITEM", "/items/*/item"],
      ["UNKNOWN_PLACE", "/places/*/place"],
    ]);
    const activity = await versionsOf(log.db, "ACTIVITY").findOne({ subject: "odd:1" });
    expect(activity?.record.places).toEqual(places.slice(0, 2));
  });

  it("doesn't hold money that was replaced, so that none counts twice, and holds money that vanished", async () => {
    const source = aSource("money");
    const activities = many("money", 5);
    const budgets = (year: string) => Array.from({ length: 5 }, (_, number) => amount(`money:b${number}-${year}`, `money:${100 + number}`));
    await run(source, list([...activities, ...budgets("2024")]));

    await expect(run(source, list([...activities, ...budgets("2025")]))).resolves.toMatchObject({
      outcome: "SUCCEEDED",
      counts: { deleted: 5 },
    });
    await expect(held("money", "BUDGET")).resolves.toEqual([0, 1, 2, 3, 4].map((number) => `money:b${number}-2025`));
    await expect(run(source, list(activities))).resolves.toMatchObject({ outcome: "HELD", counts: { deleted: 0, held: 5 } });
  });

  it("keeps the money of an activity that is refused now", async () => {
    const source = aSource("waits", { format: "IATI_2_03" });
    const money =
      '<budget><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/><value currency="USD">5</value></budget>';
    const good = [1, 2, 3, 4, 5].map((number) => anActivity(money, `A-${number}`));
    const file = (activities: readonly string[]) => withFile("waits.xml", iatiFile(...activities), (path) => run(source, { file: path }));
    await file(good);

    const report = await file([
      ...good.slice(0, 4),
      anActivity(money, "A-5").replace('activity-status code="2"', 'activity-status code="77"'),
    ]);

    expect(report).toMatchObject({ outcome: "SUCCEEDED", counts: { read: 10, accepted: 8, refused: 2, deleted: 0 } });
    expect(report.issues.map(({ rule }) => rule)).toEqual(["IATI_STATUS_UNKNOWN", "PART_OF_REFUSED", "REQUIRED_MISSING"]);
    expect(report.issues[0]?.examples).toEqual([
      { record: "waits:A-5", place: expect.stringMatching(/^line \d+, column \d+$/), value: "77" },
    ]);
    await expect(held("waits", "BUDGET")).resolves.toHaveLength(5);
  });

  it("a file that breaks off: what came before goes in, nothing is deleted, and the run isn't good", async () => {
    const source = aSource("partial", { format: "IATI_2_03" });
    const whole = iatiFile(...[1, 2, 3].map((number) => anActivity("", `A-${number}`)));
    const good = await withFile("partial.xml", whole, (file) => run(source, { file }));

    const report = await withFile("partial.xml", whole.replace("A-1", "A-9").slice(0, -120), (file) => run(source, { file }));

    expect(report).toMatchObject({
      outcome: "PARTIAL",
      error: { code: "XML_MALFORMED" },
      counts: { added: 1, deleted: 0, held: 0 },
      lastGoodAt: good.lastGoodAt,
    });
    await expect(held("partial")).resolves.toEqual(["partial:A-1", "partial:A-2", "partial:A-3", "partial:A-9"]);
  });

  it("a file that can't be read: the run failed, says why, and everything stays", async () => {
    const source = aSource("failed");
    await run(source, list(many("failed", 2)));

    const report = await run(source, { file: "/nowhere/failed.jsonl" });

    expect(report).toMatchObject({ outcome: "FAILED", error: { code: "FILE_MISSING" }, counts: { read: 0 } });
    await expect(held("failed")).resolves.toHaveLength(2);
  });

  it("deletes nothing while something that it couldn't tell by an id was refused", async () => {
    const source = aSource("unclear");
    await run(source, list(many("unclear", 10)));

    const report = await run(source, list([...many("unclear", 9), { kind: "ACTIVITY", titel: "no id" }]));

    expect(report).toMatchObject({ outcome: "HELD", error: { code: "UNIDENTIFIED_RECORDS" }, counts: { deleted: 0, held: 1 } });
  });

  it("says when a source grows by more than it usually would, and takes it in", async () => {
    const source = aSource("grows");
    await run(source, list(many("grows", 2)));

    const report = await run(source, list(many("grows", 6)));

    expect(report).toMatchObject({ outcome: "SUCCEEDED", counts: { added: 4 }, issues: [{ rule: "GROWTH", severity: "WARNING" }] });
  });

  it.each([
    ["a record", (depth: string) => `{"kind":"ACTIVITY","id":"ID","extra":${depth}}`],
    ["a line that is no record", (depth: string) => depth],
  ])("refuses %s that is nested half a million levels deep, and goes on", async (what, lineOf) => {
    const agency = what === "a record" ? "deep" : "deeper";
    const line = lineOf(`${"[".repeat(490_000)}${"]".repeat(490_000)}`).replace("ID", `${agency}:1`);
    const source = aSource(agency);

    const report = await withFile("deep.jsonl", `${line}\n${JSON.stringify(record(`${agency}:2`))}\n`, (file) => run(source, { file }));

    expect(report).toMatchObject({ outcome: "SUCCEEDED", counts: { read: 2, accepted: 1, refused: 1 } });
    const [entry] = await quarantineOf(log.db).find({ source: source.id }).toArray();
    expect(entry?.excerpt).toContain("(nested deeper than is kept)");
  });

  it("shows nobody's mail address in its report", async () => {
    const report = await run(aSource("mail"), list([record("mail:1", { contact: "ann.other@example.org, room 5" })]));

    expect(JSON.stringify(report)).not.toContain("ann.other");
    expect(report.issues).toMatchObject([{ rule: "UNKNOWN_FIELD", examples: [{ value: "(an address), room 5" }] }]);
  });
});

/** Stops a harvest as a killed process would: between two batches, with the batch that was on its way written or not. */
class Killed extends Error {}

function killedAfter(batches: number, commit: CommitBatch): CommitBatch {
  let left = batches;
  return async (appender, changes, alongside) => {
    left -= 1;
    if (left < 0) throw new Killed();
    return commit(appender, changes, alongside);
  };
}

const together: CommitBatch = (appender, changes, alongside) => appender.append(changes, alongside);

describe("a harvest that was cut short", () => {
  const lines = (agency: string, count: number): string =>
    `{"feed":{"complete":true}}\n${many(agency, count)
      .map((one) => JSON.stringify(one))
      .join("\n")}\n`;

  it("goes on where it was and ends as an undisturbed run would, its report included", async () => {
    await withFile("x.jsonl", lines("cut", 350), async (file) => {
      const source = aSource("cut");
      await expect(run(source, { file }, { batchRecords: 100, commit: killedAfter(2, together) })).rejects.toThrow(Killed);
      await expect(held("cut")).resolves.toHaveLength(200);

      const report = await run(source, { file });

      expect(report).toMatchObject({ outcome: "SUCCEEDED", counts: { read: 350, accepted: 350, added: 350, unchanged: 0, deleted: 0 } });
      await expect(held("cut")).resolves.toHaveLength(350);
      await expect(harvestStateOf(log.db).findOne({ _id: source.id })).resolves.toMatchObject({ phase: "DONE", run: report.run });
    });
  });

  it("stands in the log as running from its first batch on, with the last good harvest before it, and once only", async () => {
    const source = aSource("begun");
    const good = await run(source, list(many("begun", 1)));
    const reports = async () => {
      const found = await versionsOf(log.db, "HARVEST")
        .find({ subject: source.id, from: { $gt: watermark } })
        .sort({ _id: 1 })
        .toArray();
      return found.map(({ record: { outcome, lastGoodAt, run: id } }) => ({ outcome, lastGoodAt, run: id }));
    };
    const watermark = log.appender.watermark;

    await withFile("x.jsonl", lines("begun", 350), async (file) => {
      await expect(run(source, { file }, { batchRecords: 100, commit: killedAfter(2, together) })).rejects.toThrow(Killed);
      await expect(reports()).resolves.toMatchObject([{ outcome: "RUNNING", lastGoodAt: good.lastGoodAt }]);
      const first = await versionsOf(log.db, "ACTIVITY").findOne({ subject: "begun:101" });
      expect(first?.from).toBeGreaterThan(watermark + 1);
      await expect(run(source, { file }, { batchRecords: 100, commit: killedAfter(0, together) })).rejects.toThrow(Killed);

      const report = await run(source, { file });

      await expect(reports()).resolves.toMatchObject([
        { outcome: "RUNNING", run: report.run },
        { outcome: "SUCCEEDED", run: report.run, lastGoodAt: report.finishedAt },
      ]);
    });
  });

  it("begins anew where the file has changed since", async () => {
    const source = aSource("anew");
    await withFile("x.jsonl", lines("anew", 250), async (file) => {
      await expect(run(source, { file }, { batchRecords: 100, commit: killedAfter(1, together) })).rejects.toThrow(Killed);
    });

    const report = await withFile("x.jsonl", lines("anew", 249), (file) => run(source, { file }));

    expect(report.counts).toMatchObject({ read: 249, added: 149, unchanged: 100 });
    await expect(held("anew")).resolves.toHaveLength(249);
  });

  it("finishes deletions that the guard had let through, and isn't judged again by what is left", async () => {
    const source = aSource("mid");
    const guard = { deletionShare: 0.5 };
    await withFile("a.jsonl", lines("mid", 400), (file) => run(source, { file }));
    await withFile("b.jsonl", lines("mid", 200), async (file) => {
      // Two batches that confirm 2,000 records, one that deletes 1,000, and then the end of the process.
      await expect(run(source, { file }, { guard, batchRecords: 100, commit: killedAfter(4, together) })).rejects.toThrow(Killed);
      expect((await held("mid")).length).toBeLessThan(400);

      const report = await run(source, { file }, { guard, batchRecords: 100 });

      expect(report).toMatchObject({ outcome: "SUCCEEDED", counts: { deleted: 200, held: 0 } });
      await expect(held("mid")).resolves.toHaveLength(200);
    });
  });

  it("loses records where its cursor moves before its batch: why both go in one transaction", async () => {
    const cursorFirst: CommitBatch = async (appender, changes, alongside) => {
      await appender.append([], alongside);
      throw new Killed(`before ${changes.length} changes`);
    };
    await withFile("x.jsonl", lines("wrong", 250), async (file) => {
      const source = aSource("wrong");
      await expect(run(source, { file }, { batchRecords: 100, commit: cursorFirst })).rejects.toThrow(Killed);

      await run(source, { file });

      await expect(held("wrong")).resolves.toHaveLength(150);
    });
  });
});
