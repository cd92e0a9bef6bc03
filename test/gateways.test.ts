import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type OpenGateways, openGateways } from "@actionline/scripts/hub/gateways/open-gateways";
import { quietLogger } from "@actionline/scripts/hub/quiet-logger";
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

  it("takes up another supergraph in one process after the other while questions go on, and refuses one that isn't valid", async () => {
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
  });

  it("goes on when a process dies, and begins another", async () => {
    const [dead] = gateways.processes;
    if (dead === undefined) throw new Error("there is no gateway");
    process.kill(dead, "SIGKILL");
    while (gateways.processes.includes(dead)) await wait(10);
    expect((await ask(PLAN)).errors).toBeUndefined();
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
