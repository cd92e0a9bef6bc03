import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { change } from "@actionline/log/testing/change";
import { type OpenGateways, openGateways } from "@actionline/scripts/hub/gateways/open-gateways";
import { quietLogger } from "@actionline/scripts/hub/quiet-logger";
import { createClient as createEventClient } from "graphql-sse";
import { createClient as createSocketClient } from "graphql-ws";
import { WebSocket } from "ws";
import { startHub, type TestHub } from "./support/start-hub";

const SECRETARIAT = { id: "secretariat", name: "the secretariat", roles: [{ name: "SECRETARIAT" as const, of: null }] };
const faults = jest.spyOn(quietLogger, "error");

let room: TestHub;
let gateways: OpenGateways;

beforeAll(async () => {
  room = await startHub({ empty: true, clock: () => new Date() });
  await room.hub.tokens.admit("a-token", SECRETARIAT, "a test");
  gateways = await openGateways({
    hub: room.hub,
    count: 2,
    mongodb: room.uri,
    database: room.database,
    home: null,
    settings: { graceMs: 5_000 },
    notices: {},
    port: 0,
    host: "127.0.0.1",
    log: "/dev/null",
    graceMs: 5_000,
    execArgv: ["-r", join(__dirname, "support/run-typescript.cjs")],
    logger: quietLogger,
  });
});

afterAll(async () => {
  await gateways?.close();
  await room?.stop();
});

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** Each question over a connection of its own, so that every process has its turn. */
async function ask(query: string, token?: string, patience = 20_000): Promise<Told> {
  const headers = {
    "content-type": "application/json",
    connection: "close",
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(`${gateways.url}/graphql`, {
    method: "POST",
    headers,
    body: JSON.stringify({ query }),
    signal: AbortSignal.timeout(patience),
  });
  return (await response.json()) as Told;
}

async function metrics(): Promise<string> {
  return (await fetch(`${gateways.url}/metrics`, { headers: { connection: "close" } })).text();
}

/** How many questions of that name were answered. */
async function figure(operation: string): Promise<number> {
  const found = new RegExp(`^actionline_requests_total{operation="${operation}",kind="query",status="200"} (\\d+)$`, "m").exec(
    await metrics(),
  );
  return Number(found?.[1] ?? 0);
}

/** Puts a run over a source into the log; gives the sequence that it is told at. */
async function harvested(source: string): Promise<number> {
  const { appender } = room.hub;
  const facts = { id: source, agency: "test", name: source, format: "CONTRACT", mode: "MIRRORED", frequencyDays: 30 } as const;
  const at = new Date().toISOString();
  const counts = { read: 0, accepted: 0, refused: 0, added: 0, changed: 0, unchanged: 0, deleted: 0, held: 0 };
  const run = { source, run: `${source} at ${at}`, startedAt: at, finishedAt: at, outcome: "SUCCEEDED", error: null, counts } as const;
  await appender.append([change("SOURCE", source, { ...facts, licence: "CC BY 4.0", caveat: null })]);
  const { sequence } = await appender.append([change("HARVEST", source, { ...run, issues: [], lastGoodAt: at, withheld: 0 })]);
  return sequence;
}

interface Event {
  readonly data?: { readonly sourceChanged?: { readonly asOf: { readonly sequence: number } } } | null;
  readonly errors?: readonly object[];
}

const changesOf = (source: string, since: number): string =>
  `subscription { sourceChanged(source: "${source}", since: ${since}) { run { outcome } source { id freshness } asOf { sequence } } }`;

const byEvents = (query: string): AsyncIterableIterator<Event> =>
  createEventClient({ url: `${gateways.url}/graphql`, retryAttempts: 0 }).iterate({ query }) as AsyncIterableIterator<Event>;

const bySocket = (query: string): AsyncIterableIterator<Event> =>
  createSocketClient({ url: `${gateways.url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 }).iterate({
    query,
  }) as AsyncIterableIterator<Event>;

const changeAt = (sequence: number) => ({ data: { sourceChanged: { asOf: { sequence } } } });

const PLAN = "{ actionLines { code } teams { id actionLine { code } } instruments { id } }";

describe("a hub whose gateways run in processes of their own", () => {
  it("answers on one port what the hub itself answers", async () => {
    const { body } = await room.hub.execute({ query: PLAN });
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(PLAN)));
    for (const { data } of answers) expect(data).toEqual(body.data);
    expect(gateways.processes).toHaveLength(2);
    expect(gateways.processes).not.toContain(process.pid);
  });

  it("knows who asks, writes in the hub, and reads at once what was written", async () => {
    const name = 'mutation { nameSnapshot(input: { name: "by-a-gateway", idempotencyKey: "gateways-1" }) { snapshot { name sequence } } }';
    expect((await ask(name)).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
    const { data, errors } = await ask(name, "a-token");
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ nameSnapshot: { snapshot: { name: "by-a-gateway" } } });
    const read = await Promise.all(Array.from({ length: 4 }, () => ask('{ actionLines(asOf: { snapshot: "by-a-gateway" }) { code } }')));
    for (const answer of read) expect(answer.errors).toBeUndefined();
  });

  it("cites an answer, and gives the cited bytes again from any process", async () => {
    const { data } = await ask(
      '{ coverage(actionLines: ["C1"], by: [ITEM], years: [2025]) { cite { address note } bounds { covered { low } } } }',
    );
    const { address } = (data as { coverage: { cite: { address: string } } }).coverage.cite;
    const cited = await Promise.all(
      Array.from({ length: 4 }, () => fetch(`${gateways.url}${address}`, { headers: { connection: "close" } })),
    );
    expect(cited.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(await Promise.all(cited.map((response) => response.text()))).size).toBe(1);
  });

  it("tells the figures of all processes together, whichever is asked", async () => {
    const before = await figure("Counted");
    await Promise.all(Array.from({ length: 6 }, () => ask("query Counted { actionLines { code } }")));
    // A request is counted once its connection is done with it, which may be a moment after its answer came.
    while ((await figure("Counted")) < before + 6) await wait(20);
    expect(await Promise.all(Array.from({ length: 4 }, () => figure("Counted")))).toEqual(Array.from({ length: 4 }, () => before + 6));
    const text = await metrics();
    expect(text.match(/^# TYPE actionline_requests_total counter$/gm)).toHaveLength(1);
    expect(text).toMatch(/^actionline_generations 1$/m);
  });

  it("takes up another supergraph in one process after the other while questions go on, and refuses one that isn't valid", async () => {
    const { appender } = room.hub;
    const atRest = appender.listening;
    const before = await harvested("through-a-swap");
    const events = byEvents(changesOf("through-a-swap", before - 1));
    expect((await events.next()).value).toMatchObject(changeAt(before));
    let stop = false;
    const answers: Told[] = [];
    const asking = (async () => {
      while (!stop) answers.push(await ask(PLAN));
    })();
    await gateways.replace(`${room.hub.supergraphSdl}\n# another text\n`);
    await expect(gateways.replace("type Query { nothing: Int }")).rejects.toThrow();
    stop = true;
    await asking;
    expect(answers.length).toBeGreaterThan(2);
    expect(answers.filter(({ errors }) => errors !== undefined)).toEqual([]);
    // A stream that was open goes on.
    const after = await harvested("through-a-swap");
    expect((await events.next()).value).toMatchObject(changeAt(after));
    await events.return?.();
    while (appender.listening > atRest) await wait(5);
  });

  it.each([
    ["server-sent events", "by-events", byEvents],
    ["a web socket", "by-socket", bySocket],
  ])(
    "tells what happens over %s, each event at its own point, and leaves nobody following once the client left",
    async (_, source, listen) => {
      const { appender } = room.hub;
      const atRest = appender.listening;
      const first = await harvested(source);
      const events = listen(changesOf(source, first - 1));
      const told = async () => (await events.next()).value;
      const event = (sequence: number) => ({
        data: { sourceChanged: { run: { outcome: "SUCCEEDED" }, source: { id: source, freshness: "UP_TO_DATE" }, asOf: { sequence } } },
        extensions: { asOf: { sequence } },
      });
      expect(await told()).toMatchObject(event(first));
      const next = told();
      while (appender.listening === atRest) await wait(5);
      const second = await harvested(source);
      expect(await next).toMatchObject(event(second));
      await events.return?.();
      while (appender.listening > atRest) await wait(5);
    },
  );

  it("refuses to whoever may not ask, and what can't be, as the hub itself does", async () => {
    const watched = await byEvents('subscription { coverageChanged(watch: "nobody\'s") { asOf { sequence } } }').next();
    expect(watched.value).toMatchObject({ data: null, errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
    const since = await byEvents("subscription { findingChanged(since: 1.5) { asOf { sequence } } }").next();
    expect(since.value).toMatchObject({ data: null, errors: [{ extensions: { code: "BAD_INPUT" } }] });
  });

  it("goes on when a process dies, whose streams go on at another from where they were, and begins another", async () => {
    const { appender } = room.hub;
    const atRest = appender.listening;
    const first = await harvested("of-a-process-that-dies");
    const streams = Array.from({ length: 6 }, () => byEvents(changesOf("of-a-process-that-dies", first - 1)));
    for (const { value } of await Promise.all(streams.map((each) => each.next()))) expect(value).toMatchObject(changeAt(first));
    const nexts = streams.map((each) => each.next());
    const [dead] = gateways.processes;
    if (dead === undefined) throw new Error("there is no gateway");
    process.kill(dead, "SIGKILL");
    while (gateways.processes.includes(dead)) await wait(10);
    expect((await ask(PLAN)).errors).toBeUndefined();
    await expect(Promise.race(nexts)).rejects.toBeDefined();
    const again = byEvents(changesOf("of-a-process-that-dies", first)).next();
    const second = await harvested("of-a-process-that-dies");
    expect((await again).value).toMatchObject(changeAt(second));
    const outcomes = await Promise.allSettled(nexts);
    for (const outcome of outcomes) if (outcome.status === "fulfilled") expect(outcome.value.value).toMatchObject(changeAt(second));
    await Promise.all(streams.map((each) => each.return?.()));
    // Of those that died the hub hears by itself; the one that was begun again is still there.
    while (appender.listening > atRest + 1) await wait(10);
    while (gateways.processes.length < 2) await wait(50);
    expect(gateways.processes).not.toContain(dead);
    expect(faults).toHaveBeenCalledWith(expect.stringContaining("ended by itself"));
  });

  it("lets what runs finish before it ends", async () => {
    // One that comes while the port closes is told so, or nothing.
    const running = Array.from({ length: 6 }, () => ask(PLAN, undefined, 3_000));
    await wait(5);
    const closed = gateways.close();
    const answers = await Promise.allSettled(running);
    await closed;
    const whole = answers.filter((answer) => answer.status === "fulfilled");
    for (const { value } of whole) expect(value.errors ?? []).toEqual([]);
    expect(whole.length).toBeGreaterThan(0);
    await expect(ask(PLAN)).rejects.toThrow();
  });
});
