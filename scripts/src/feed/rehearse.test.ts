import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { anActivity, iatiFile } from "@actionline/agencies/testing/read-iati";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { chooseDatabase } from "../hub/choose-database";
import { repositoryRoot } from "../repository-root";
import { feedHub } from "./feed-hub";
import { type FoundSource, findSource } from "./find-source";
import { LineWriter } from "./line-writer";
import { rehearse } from "./rehearse";
import { showStage } from "./show-feed";

const mongodb = process.env.ACTIONLINE_TEST_MONGODB;
const options = { mongodb, releaseDeletions: false, say: () => undefined };

let index: TestIndex;
let folder: string;
let example: { readonly id: string; readonly title: readonly object[] };

beforeAll(async () => {
  index = await startIndex();
  folder = await mkdtemp(join(tmpdir(), "actionline-rehearsal-"));
  example = JSON.parse(await readFile(join(repositoryRoot(), "schema/contract/examples/activity.json"), "utf8"));
});
afterAll(async () => {
  await (await hub()).dropDatabase();
  await rm(folder, { recursive: true });
  await index.stop();
});

const hub = async () => index.client.db((await chooseDatabase(folder)).name);
const scratchDatabases = async (): Promise<string[]> => {
  const { databases } = await index.client.db().admin().listDatabases({ nameOnly: true });
  return databases.map(({ name }) => name).filter((name) => name === `actionline_dry_run_${process.pid}`);
};

async function file(name: string, content: string): Promise<FoundSource> {
  await writeFile(join(folder, name), content);
  return findSource(join(folder, name), undefined, null);
}

/** What two runs of the same file have in common, whenever they ran. */
const lasting = ({ run, startedAt, finishedAt, lastGoodAt, ...report }: Awaited<ReturnType<typeof rehearse>>["report"]) => report;

async function realRun(found: FoundSource): Promise<ReturnType<typeof lasting>> {
  await feedHub(found, options);
  const version = await versionsOf(await hub(), "HARVEST").findOne({ subject: found.found.source.id, to: OPEN });
  if (version === null) throw new Error("The run left no report.");
  return lasting(version.record);
}

const MONEY = '<budget><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/><value currency="USD">5</value></budget>';
const refusedActivity = (id: string) => anActivity(MONEY, id).replace('activity-status code="2"', 'activity-status code="77"');

/** Every way in which a run refuses what a record's own rules allow. */
const NASTY = {
  "nasty.xml": () =>
    iatiFile(anActivity(MONEY, "A-1"), anActivity(MONEY, "A-1"), anActivity("", "A-1"), refusedActivity("A-2"), anActivity(MONEY, "A-3")),
  "nasty-records.jsonl": () =>
    [
      { ...example, id: "nasty-records:1" },
      { ...example, id: "nasty-records:1" },
      { ...example, id: "nasty-records:1", sdgs: [] },
      { ...example, id: "somebody-else:1" },
      { ...example, id: "nasty-records:2", title: [] },
      { operation: "DELETE", id: "nasty-records:never-there" },
    ]
      .map((record) => JSON.stringify(record))
      .concat("{ no JSON")
      .join("\n"),
  "broken.xml": () => iatiFile(anActivity("", "A-1"), anActivity("", "A-2")).slice(0, -60),
} as const;

describe("a dry run", () => {
  it.each(Object.entries(NASTY))("of %s reports what the real run then reports, and writes nothing", async (name, content) => {
    const found = await file(name, content());
    const { report, held } = await rehearse(found, options);
    expect(held).toBe(0);
    await expect(versionsOf(await hub(), "HARVEST").countDocuments({ subject: found.found.source.id })).resolves.toBe(0);
    await expect(scratchDatabases()).resolves.toEqual([]);
    expect(lasting(report)).toEqual(await realRun(found));
  });

  it("meets the rules that only a run knows", async () => {
    const rules = await Promise.all(
      ["nasty.xml", "nasty-records.jsonl"].map(async (name) => {
        const found = await findSource(join(folder, name), undefined, null);
        return versionsOf(await hub(), "HARVEST").findOne({ subject: found.found.source.id, to: OPEN });
      }),
    );
    const met = new Set(rules.flatMap((version) => version?.record.issues.map(({ rule }) => rule) ?? []));
    expect([...met]).toEqual(expect.arrayContaining(["DUPLICATE_ID", "DUPLICATE_RECORD", "NOT_YOUR_ID", "PART_OF_REFUSED"]));
  });

  it("compares with what the hub holds: unchanged, changed, added, and deletions that the guard would hold", async () => {
    const listed = (...ids: readonly number[]) =>
      [{ feed: { complete: true, count: ids.length } }, ...ids.map((id) => ({ ...example, id: `known:${id}` }))]
        .map((line) => JSON.stringify(line))
        .join("\n");
    await realRun(await file("known.jsonl", listed(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)));

    const fewer = await file("known.jsonl", listed(1, 11));
    const { report, held } = await rehearse(fewer, options);
    expect(report).toMatchObject({ outcome: "HELD", counts: { added: 1, unchanged: 1, deleted: 0, held: 9 } });
    expect(held).toBe(10);
    const released = await rehearse(fewer, { ...options, releaseDeletions: true });
    expect(released.report).toMatchObject({ outcome: "SUCCEEDED", counts: { added: 1, unchanged: 1, deleted: 9 } });
    await expect(versionsOf(await hub(), "ACTIVITY").countDocuments({ owner: "known", to: OPEN })).resolves.toBe(10);
    expect(lasting(report)).toEqual(await realRun(fewer));
  });
});

describe("a stage of the way in", () => {
  it("shows the records that go in, without the money of a refused activity and nothing twice", async () => {
    const output = new PassThrough();
    await showStage(await file("nasty.xml", NASTY["nasty.xml"]()), "records", new LineWriter(output), options);
    output.end();
    const shown = (await text(output)).trim().split("\n");
    const ids = shown.map((line) => (JSON.parse(line) as { id: string }).id);
    expect(ids).toEqual(["nasty:A-1", expect.stringMatching(/^nasty:A-1/), "nasty:A-3", expect.stringMatching(/^nasty:A-3/)]);
  });

  it("shows as leftovers what the run's own rules refuse", async () => {
    const output = new PassThrough();
    await showStage(await file("nasty.xml", NASTY["nasty.xml"]()), "leftovers", new LineWriter(output), options);
    output.end();
    const rules = (await text(output)).match(/"rule":"\w+"/g);
    expect(rules).toEqual(expect.arrayContaining(['"rule":"PART_OF_REFUSED"', '"rule":"DUPLICATE_RECORD"']));
  });

  it("ends early and clears up where its reader has gone", async () => {
    const gone = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    const output = new Writable({ write: (_, __, done) => done(gone) });
    const activities = Array.from({ length: 1_200 }, (_, number) => anActivity("", `A-${number}`));
    const shown = await showStage(await file("many.xml", iatiFile(...activities)), "records", new LineWriter(output), options);
    expect(shown).toBeNull();
    await expect(scratchDatabases()).resolves.toEqual([]);
  });
});
