import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import type { HarvestRecord, SourceRecord } from "@actionline/schema/hub-records";
import { createValidator } from "@actionline/schema/validator/validator";
import { aSource, changes, list, record } from "../testing/feed-records";
import type { FeedInput } from "./feed-input";
import { type HarvestOptions, harvest } from "./harvest";

let log: TestLog;
const validator = createValidator({ items: new Set(), actionLines: new Set(), places: new Set(["KE", "UG"]) });
beforeAll(async () => {
  log = await startLog();
});
afterAll(() => log.stop());

const run = (source: SourceRecord, input: FeedInput, options: HarvestOptions = {}): Promise<HarvestRecord> =>
  harvest({ ...log, source, input, validator, clock: () => new Date(), suggest: () => [], suggestionRules: "none", options });
const works = (agency: string, prefix: string, count: number, facts: object = {}): object[] =>
  Array.from({ length: count }, (_, number) =>
    record(`${agency}:${prefix}${number}`, { title: [{ language: "en", text: `Work ${number}` }], places: [{ place: "KE" }], ...facts }),
  );
const held = (agency: string) => versionsOf(log.db, "ACTIVITY").countDocuments({ owner: agency, to: OPEN });

describe("a list in which works come under other ids", () => {
  it("is held before anything of it is written, with examples and what to do, and goes in when it is released", async () => {
    const source = aSource("renamed");
    await run(source, list(works("renamed", "a", 10)));
    const renamed = [...works("renamed", "a", 10).slice(3), ...works("renamed", "b", 3), record("renamed:new")];

    const report = await run(source, list(renamed));
    expect(report).toMatchObject({ outcome: "HELD", counts: { added: 0, changed: 0, deleted: 0 }, error: { code: "IDS_CHANGED" } });
    expect(report.error?.message).toContain("3 of 10 activities");
    expect(report.error?.message).toContain("renamed:a0 is now renamed:b0");
    expect(await versionsOf(log.db, "ACTIVITY").countDocuments({ owner: "renamed" })).toBe(10);

    await expect(run(source, list(renamed), { releaseDeletions: true })).resolves.toMatchObject({
      outcome: "SUCCEEDED",
      counts: { deleted: 3 },
    });
    expect(await held("renamed")).toBe(11);
  });

  it("goes in where fewer than three, or less than a fifth, were renamed", async () => {
    const source = aSource("few");
    await run(source, list(works("few", "a", 10)));
    await expect(run(source, list([...works("few", "a", 10).slice(2), ...works("few", "b", 2)]))).resolves.toMatchObject({
      outcome: "SUCCEEDED",
      counts: { added: 2, deleted: 2 },
    });
  });

  it("goes in where the new works only have something in common with the old", async () => {
    const source = aSource("alike");
    await run(source, list(works("alike", "a", 20)));
    const others = works("alike", "b", 4, { period: { start: "2025-01-01" } });
    await expect(run(source, list([...works("alike", "a", 20).slice(4), ...others]))).resolves.toMatchObject({
      outcome: "SUCCEEDED",
      counts: { added: 4, deleted: 4 },
    });
  });

  it("isn't looked for in a list of changes, which says what it ends", async () => {
    const source = aSource("says");
    await run(source, list(works("says", "a", 10)));
    await expect(run(source, changes(works("says", "b", 5)))).resolves.toMatchObject({ outcome: "SUCCEEDED", counts: { added: 5 } });
  });
});
