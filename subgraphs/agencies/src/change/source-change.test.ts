import { ANYONE } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { type Answers, subscribe } from "@actionline/kit/testing/subscribe";
import { resolveAsOf } from "@actionline/log/as-of";
import type { Change } from "@actionline/log/log-entry";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import type { HarvestOutcome, HarvestRecord, SourceRecord } from "@actionline/schema/hub-records";
import { buildAgenciesSubgraph } from "../subgraph";

let log: TestLog;
let agencies: Subgraph;
let now = new Date("2026-01-01T00:00:00Z");
let runs = 0;
const open: Answers[] = [];

const FOLLOW = `subscription ($source: ID, $since: Float) {
  sourceChanged(source: $source, since: $since) {
    freshnessBefore freshness run { id outcome error { code } } source { id freshness lastRun { id } } asOf { sequence at }
  }
}`;

const aSource = (id: string): SourceRecord => ({
  id,
  agency: "alpha",
  name: "Records",
  format: "CONTRACT",
  mode: "MIRRORED",
  frequencyDays: 30,
  licence: "CC BY 4.0",
  caveat: null,
});

function report(source: string, outcome: HarvestOutcome, lastGoodAt: Date | null): Change<"HARVEST"> {
  const at = now.toISOString();
  const record: HarvestRecord = {
    source,
    run: `run ${outcome === "RUNNING" ? runs + 1 : ++runs}`,
    startedAt: at,
    finishedAt: at,
    outcome,
    error: outcome === "FAILED" ? { code: "UNREADABLE", message: "It can't be read." } : null,
    counts: { read: 0, accepted: 0, refused: 0, added: 0, changed: 0, unchanged: 0, deleted: 0, held: 0 },
    issues: [],
    lastGoodAt: lastGoodAt?.toISOString() ?? null,
    withheld: 0,
  };
  return { kind: "HARVEST", subject: source, operation: "UPSERT", owner: "hub:harvest", record };
}

beforeAll(async () => {
  log = await startLog(() => now);
  agencies = await buildAgenciesSubgraph(log.db, { appender: log.appender, clock: () => now });
  await log.append(upsert("SOURCE", aSource("alpha/one")), upsert("SOURCE", aSource("alpha/two")));
  await log.append(report("alpha/one", "SUCCEEDED", now), report("alpha/two", "SUCCEEDED", now));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((answers) => answers.return?.()));
});
afterAll(() => log.stop());

async function follow(variables: object = {}): Promise<Answers> {
  const request = new RequestContext(ANYONE, await resolveAsOf(log.db, null, now));
  const answers = await subscribe(agencies, request, FOLLOW, { ...variables });
  open.push(answers);
  return answers;
}
const next = async (answers: Answers): Promise<unknown> => (await answers.next()).value?.data?.sourceChanged;

describe("sourceChanged", () => {
  it("tells of each run that ended, at its own sequence, and not that one began", async () => {
    const answers = await follow({ source: "alpha/one" });
    now = new Date("2026-01-02T00:00:00Z");
    await log.append(report("alpha/one", "RUNNING", new Date("2026-01-01T00:00:00Z")));
    const failed = await log.append(report("alpha/one", "FAILED", new Date("2026-01-01T00:00:00Z")));
    await log.append(report("alpha/two", "SUCCEEDED", now));
    const good = await log.append(report("alpha/one", "SUCCEEDED", now));
    await expect(next(answers)).resolves.toMatchObject({
      run: { id: "run 3", outcome: "FAILED", error: { code: "UNREADABLE" } },
      source: { id: "alpha/one", lastRun: { id: "run 3" } },
      freshnessBefore: "UP_TO_DATE",
      freshness: "UP_TO_DATE",
      asOf: { sequence: failed },
    });
    await expect(next(answers)).resolves.toMatchObject({ run: { outcome: "SUCCEEDED" }, asOf: { sequence: good } });
  });

  it("tells that a source grew older, once, though nothing was entered about it", async () => {
    const answers = await follow({ source: "alpha/one" });
    now = new Date("2026-02-10T00:00:00Z");
    const sequence = await log.append(report("alpha/two", "SUCCEEDED", now));
    await expect(next(answers)).resolves.toEqual({
      run: null,
      freshnessBefore: "UP_TO_DATE",
      freshness: "DUE",
      source: { id: "alpha/one", freshness: "DUE", lastRun: { id: "run 5" } },
      asOf: { sequence, at: now.toISOString() },
    });
    await log.append(report("alpha/one", "SUCCEEDED", now));
    await expect(next(answers)).resolves.toMatchObject({ run: {}, freshnessBefore: "DUE", freshness: "UP_TO_DATE" });
  });

  it("goes on after a sequence, for all sources", async () => {
    const since = log.appender.watermark;
    now = new Date("2026-02-11T00:00:00Z");
    await log.append(report("alpha/two", "FAILED", new Date("2026-02-10T00:00:00Z")));
    await log.append(report("alpha/one", "SUCCEEDED", now));
    const answers = await follow({ since });
    await expect(next(answers)).resolves.toMatchObject({ source: { id: "alpha/two" }, run: { outcome: "FAILED" } });
    await expect(next(answers)).resolves.toMatchObject({ source: { id: "alpha/one" }, run: { outcome: "SUCCEEDED" } });
    await expect(follow({ since: log.appender.watermark + 1 })).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
  });

  it("refuses a source that the hub doesn't harvest", async () => {
    await expect(follow({ source: "alpha/none" })).rejects.toMatchObject({ extensions: { code: "NOT_FOUND" } });
  });

  it("leaves nobody behind when those who follow leave", async () => {
    const before = log.appender.listening;
    const all = await Promise.all(Array.from({ length: 20 }, () => follow()));
    const waiting = all.map((answers) => answers.next());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(log.appender.listening).toBe(before + 20);
    await Promise.all(all.map((answers) => answers.return?.()));
    expect(log.appender.listening).toBe(before);
    expect((await Promise.all(waiting)).every(({ done }) => done)).toBe(true);
  });
});
