import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { createValidator } from "@actionline/schema/validator/validator";
import { ContractSource } from "../testing/contract-source";
import { aSource, many, record } from "../testing/feed-records";
import { FollowedSource } from "../testing/remote-harvests";
import type { HostedAgency } from "./due-sources";
import { HarvestScheduler, type SchedulerOptions } from "./harvest-scheduler";
import { LeaseLost, SourceLease } from "./source-lease";
import { sourceTurnsOf, TURN_RULES, waitAfter } from "./source-turns";

let log: TestLog;
let now = new Date("2026-11-01T00:00:00Z");
const clock = (): Date => now;
const validator = createValidator({ items: new Set(), actionLines: new Set(), places: new Set(["KE"]) });
const pass = (milliseconds: number): void => {
  now = new Date(now.getTime() + milliseconds);
};
const DAY = 86_400_000;

beforeEach(async () => {
  now = new Date("2026-11-01T00:00:00Z");
  log = await startLog(clock);
});
afterEach(() => log.stop());

function scheduler(hosted: readonly HostedAgency[], options: Partial<SchedulerOptions> = {}): HarvestScheduler {
  return new HarvestScheduler({
    client: log.client,
    db: log.db,
    appender: log.appender,
    validator,
    clock,
    hosted: async () => hosted,
    resolve: async () => ["127.0.0.1"],
    allowLocal: true,
    onFault: (error) => {
      throw error;
    },
    random: () => 0.5,
    ...options,
  });
}

/** Serves on this machine; what it gives is the test's. */
async function serve(
  answer: (
    body: string,
    headers: Record<string, unknown>,
  ) => { status?: number; body: string; headers?: Record<string, string> } | Promise<{ body: string }>,
): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const {
        status = 200,
        body,
        headers = {},
      } = (await answer(Buffer.concat(chunks).toString(), request.headers)) as {
        status?: number;
        body: string;
        headers?: Record<string, string>;
      };
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, server };
}

const reports = (source: string) =>
  versionsOf(log.db, "HARVEST").countDocuments({ subject: source, "record.outcome": { $ne: "RUNNING" } } as never);

describe("the hub's own turns", () => {
  it("an agency's server is taken in as it describes itself, harvested at short intervals, and reported when there is news", async () => {
    const source = new ContractSource("meridian");
    source.upsert(...many("meridian", 3));
    const { url, server } = await serve(async (body) => ({ body: JSON.stringify(await source.ask(JSON.parse(body))) }));
    const turns = scheduler([{ agency: "meridian", url }]);

    await expect(turns.runDue()).resolves.toEqual(["meridian/hosted"]);
    await expect(turns.runDue()).resolves.toEqual([]);
    await expect(versionsOf(log.db, "SOURCE").findOne({ subject: "meridian/hosted", to: OPEN })).resolves.toMatchObject({
      record: { mode: "HOSTED", frequencyDays: 1, licence: "CC-BY-4.0" },
    });
    await expect(versionsOf(log.db, "ACTIVITY").countDocuments({ owner: "meridian", to: OPEN })).resolves.toBe(3);

    pass(TURN_RULES.hostedMs);
    await expect(turns.runDue()).resolves.toEqual(["meridian/hosted"]);
    expect(await reports("meridian/hosted")).toBe(1);
    source.upsert(record("meridian:new"));
    pass(TURN_RULES.hostedMs);
    await turns.runDue();
    expect(await reports("meridian/hosted")).toBe(2);
    server.close();
  });

  it("one that fails waits longer each time, and is told of in its history", async () => {
    const source = new ContractSource("down");
    let isUp = true;
    const { url, server } = await serve(async (body) =>
      isUp ? { body: JSON.stringify(await source.ask(JSON.parse(body))) } : { body: "oops" },
    );
    source.upsert(...many("down", 1));
    const turns = scheduler([{ agency: "down", url }]);
    await turns.runDue();
    isUp = false;
    const waits: number[] = [];
    for (let failure = 0; failure < 4; failure++) {
      const turn = await sourceTurnsOf(log.db).findOne({ _id: "down/hosted" });
      waits.push(((turn?.nextAt.getTime() ?? 0) - now.getTime()) / 1_000);
      now = turn?.nextAt ?? now;
      await expect(turns.runDue()).resolves.toEqual(["down/hosted"]);
    }
    expect(waits[0]).toBe(60);
    await expect(versionsOf(log.db, "HARVEST").findOne({ subject: "down/hosted", to: OPEN })).resolves.toMatchObject({
      record: { outcome: "FAILED", error: { code: "SOURCE_INVALID_JSON" } },
    });
    expect((await sourceTurnsOf(log.db).findOne({ _id: "down/hosted" }))?.failures).toBe(4);
    isUp = true;
    pass(DAY);
    await turns.runDue();
    expect((await sourceTurnsOf(log.db).findOne({ _id: "down/hosted" }))?.failures).toBe(0);
    server.close();
  });

  it("a file at an address is fetched by its declared frequency, and costs nothing while it is the same", async () => {
    const lines = () => [JSON.stringify({ feed: { complete: true } }), ...many("paper", 3).map((each) => JSON.stringify(each))].join("\n");
    let sent = 0;
    const { url, server } = await serve((_, headers) => {
      if (headers["if-none-match"] === '"v1"') return { status: 304, body: "" };
      sent += 1;
      return { body: lines(), headers: { etag: '"v1"', "content-type": "application/jsonl" } };
    });
    const source = aSource("paper", { address: url, frequencyDays: 2 });
    await log.append({ kind: "SOURCE", subject: source.id, operation: "UPSERT", owner: "hub:sources", record: source });
    const turns = scheduler([]);
    await expect(turns.runDue()).resolves.toEqual([source.id]);
    pass(DAY);
    await expect(turns.runDue()).resolves.toEqual([]);
    pass(DAY);
    await expect(turns.runDue()).resolves.toEqual([source.id]);
    expect(sent).toBe(1);
    expect(await reports(source.id)).toBe(2);
    await expect(versionsOf(log.db, "HARVEST").findOne({ subject: source.id, to: OPEN })).resolves.toMatchObject({
      record: { outcome: "SUCCEEDED", lastGoodAt: now.toISOString() },
    });
    server.close();
  });

  it("E01: an address that leads on elsewhere isn't followed, and none that isn't public is asked", async () => {
    const { url, server } = await serve(() => ({ status: 302, body: "", headers: { location: "http://169.254.169.254/" } }));
    for (const [agency, address, allowLocal, code] of [
      ["redirects", url, true, "SOURCE_REDIRECT"],
      ["inside", "https://intern.agency.org/file.jsonl", false, "SOURCE_ADDRESS_BLOCKED"],
    ] as const) {
      const source = aSource(agency, { address });
      await log.append({ kind: "SOURCE", subject: source.id, operation: "UPSERT", owner: "hub:sources", record: source });
      const turns = scheduler([], { allowLocal, onFault: () => undefined });
      await turns.runDue();
      await expect(versionsOf(log.db, "HARVEST").findOne({ subject: source.id, to: OPEN })).resolves.toMatchObject({
        record: { error: { code } },
      });
    }
    server.close();
  });

  it("waits by frequency, and by failures up to a longest time", () => {
    const file = { mode: "MIRRORED", frequencyDays: 7 } as const;
    expect(waitAfter("WELL", 0, file, TURN_RULES, () => 0.5)).toBe(7 * DAY);
    expect(waitAfter("MORE", 0, file, TURN_RULES, () => 0.5)).toBe(0);
    expect([1, 2, 3, 20].map((failures) => waitAfter("FAILED", failures, file, TURN_RULES, () => 0.5))).toEqual([
      60_000, 120_000, 240_000, 3_600_000,
    ]);
    expect(waitAfter("WELL", 0, file, TURN_RULES, () => 1)).toBe(7 * DAY * 1.1);
  });
});

describe("one of several processes", () => {
  it("G33: works on a source; the others leave it alone", async () => {
    const source = new ContractSource("shared");
    source.upsert(...many("shared", 5));
    const { url, server } = await serve(async (body) => ({ body: JSON.stringify(await source.ask(JSON.parse(body))) }));
    const processes = Array.from({ length: 4 }, () => scheduler([{ agency: "shared", url }]));
    const done = await Promise.all(processes.map((each) => each.runDue()));
    expect(done.flat()).toEqual(["shared/hosted"]);
    expect(await reports("shared/hosted")).toBe(1);
    server.close();
  });

  it("H12: one that slept while another took over writes nothing more", async () => {
    const settings = { leaseMs: 30_000, clock };
    const followed = new FollowedSource(log, "sleeper");
    followed.server.upsert(...many("sleeper", 5));
    const sleeping = await SourceLease.take(log.db, followed.source.id, settings);
    expect(await SourceLease.take(log.db, followed.source.id, settings)).toBeNull();
    // It is stopped for a minute, in the middle of its run.
    followed.server.mischief = async (page) => {
      pass(60_000);
      const other = await SourceLease.take(log.db, followed.source.id, settings);
      expect(other?.token).toBe((sleeping?.token ?? 0) + 1);
      return page;
    };
    const before = log.appender.watermark;
    await expect(followed.harvest({ fence: sleeping?.fence as never })).rejects.toThrow(LeaseLost);
    expect(log.appender.watermark).toBe(before);
    expect((await followed.held()).size).toBe(0);
  });

  it("X: without the fence it would write, whoever works on the source by then", async () => {
    const settings = { leaseMs: 30_000, clock };
    const followed = new FollowedSource(log, "unfenced");
    followed.server.upsert(...many("unfenced", 5));
    await SourceLease.take(log.db, followed.source.id, settings);
    followed.server.mischief = async (page) => {
      pass(60_000);
      await SourceLease.take(log.db, followed.source.id, settings);
      return page;
    };
    await followed.harvest();
    expect((await followed.held()).size).toBe(5);
  });
});
