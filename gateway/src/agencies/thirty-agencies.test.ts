import { join } from "node:path";
import type { TinyHub } from "../testing/tiny-hub";
import { startAgencyHub } from "./testing/agency-hub";
import { type ServersApart, startServersApart } from "./testing/servers-apart";
import { agencyId, DETAIL, READ_AT, SERVED, THIRTY, thirtyAgencies } from "./testing/thirty-agencies";

const MIB = 1024 * 1024;
const RUN_SOURCES = ["-r", join(__dirname, "../../../test/support/run-typescript.cjs")];

let servers: ServersApart;
let hub: TinyHub;

beforeAll(async () => {
  servers = await startServersApart(SERVED, RUN_SOURCES);
  // Times that a busy machine keeps too, and that the slow one doesn't.
  const agencies = { "*": { connectMs: 4_000, firstByteMs: 4_500, wholeMs: 5_000 } };
  hub = await startAgencyHub(thirtyAgencies(servers.urls), {}, { settings: { agencies, requestMs: 15_000 } });
});
afterAll(async () => {
  await hub?.gateway.stop();
  await servers?.stop();
});

const ask = (query: string) => hub.gateway.execute({ query });

it("a cross-agency list asks none of the thirty", async () => {
  const { body } = await ask("{ teams { id name } }");
  expect(body.errors).toBeUndefined();
  expect((await servers.seen()).map(({ sockets }) => sockets)).toEqual(SERVED.map(() => 0));
});

describe("a detail query over all thirty", () => {
  let answer: Awaited<ReturnType<typeof ask>>;
  beforeAll(async () => {
    answer = await ask(DETAIL);
  });
  const number = (manner: string) => (THIRTY as readonly string[]).indexOf(manner);
  const sourceOf = (manner: string) =>
    ((answer.body.extensions?.sources ?? []) as { agency: string }[]).find(({ agency }) => agency === agencyId(number(manner)));

  it("J02: answers within its deadline, complete but for what was never mirrored", () => {
    expect(answer.status).toBe(200);
    const teams = answer.body.data?.teams as Record<string, unknown>[];
    const wanted = THIRTY.map((manner) => (manner === "WELL" ? 1 : manner === "GARBAGE" ? null : 10));
    for (const team of teams) expect(THIRTY.map((_, index) => team[`${agencyId(index)}_rating`])).toEqual(wanted);
    expect(answer.body.errors?.map(({ path, extensions }) => [path, extensions])).toEqual(
      [0, 1].map((index) => [
        ["teams", index, `${agencyId(number("GARBAGE"))}_rating`],
        { code: "SOURCE_INVALID_JSON", subgraph: `agency_${agencyId(number("GARBAGE"))}`, agency: agencyId(number("GARBAGE")) },
      ]),
    );
  });

  it.each([
    ["SLOW", "SOURCE_TIMEOUT"],
    ["DEAD", "SOURCE_UNAVAILABLE"],
    ["TWO_GIGABYTES", "SOURCE_TOO_LARGE"],
    ["ENDLESS", "SOURCE_TOO_LARGE"],
    ["REDIRECTS", "SOURCE_REDIRECT"],
  ])("J08: says that the mirror answered for the one that is %s, why, and as of when", (manner, reason) => {
    expect(sourceOf(manner)).toMatchObject({ answeredBy: "MIRROR", asOf: READ_AT.toISOString(), reason });
  });

  it("says that the others answered themselves", () => {
    expect(sourceOf("WELL")).toMatchObject({ answeredBy: "LIVE", reason: null });
  });

  it("tells nothing that the bad ones said", () => {
    expect(JSON.stringify(answer.body)).not.toMatch(/127\.0\.0\.1|169\.254|postgres|html|at Object/);
  });

  it("takes in no more than may be, however often it is asked", async () => {
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 3; round++) await ask(DETAIL);
    expect((process.memoryUsage().rss - before) / MIB).toBeLessThan(200);
    const seen = await servers.seen();
    // A limit's worth for each question, and what the system's own buffers took of what nobody read.
    for (const { bytesSent, questions } of seen) expect(bytesSent).toBeLessThanOrEqual(questions * 25_000_000);
    expect(Math.max(...seen.map(({ sockets }) => sockets))).toBeLessThanOrEqual(20);
  });
});
