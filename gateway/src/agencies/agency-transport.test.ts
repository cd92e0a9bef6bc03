import type { Mirror, MirrorAnswer, MirrorQuestion } from "@actionline/mirror/mirror";
import { buildSchema } from "graphql";
import { SourceError } from "../engine/engine-error";
import { outcomeOf } from "../engine/testing/outcome";
import type { Exchange } from "../exchange";
import { AgencyTransport, type AgencyTransportOptions } from "./agency-transport";
import { BREAKER_RULES } from "./live/breaker";
import type { LiveAgency } from "./live/live-agency";
import { RunningStreams } from "./running-streams";
import { type AgencyServer, startAgencyServer } from "./testing/agency-server";
import { agencyQuestion, anExchange, liveAgencyOf } from "./testing/live-agency-of";

const ENTITIES = "query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Team { note } } }";
const SCHEMA = buildSchema(`
  scalar _Any type Query { _entities(representations: [_Any!]!): [Team] } type Team { note: String }
  type Mutation { change: Int }
`);
const READ = new Date("2026-10-30T12:00:00.000Z");

let server: AgencyServer;
let live: LiveAgency;
let mirrorSays: (question: MirrorQuestion) => Promise<MirrorAnswer>;
let mirrored: number;
const faults: unknown[] = [];

beforeEach(async () => {
  server = await startAgencyServer(SCHEMA);
  live = liveAgencyOf(server.url);
  mirrored = 0;
  faults.length = 0;
  mirrorSays = async () => ({ data: { _entities: [{ note: "mirrored" }] }, errors: [], asOf: READ });
});
afterEach(async () => {
  await live.close();
  await server.stop();
});

const MIRROR: Mirror = {
  answer: (question) => {
    mirrored++;
    return mirrorSays(question);
  },
};

function transport(options: Partial<AgencyTransportOptions> = {}): AgencyTransport {
  return new AgencyTransport({
    subgraph: "agency_itu",
    agency: "itu",
    server: () => live,
    mirror: () => MIRROR,
    isQuarantined: () => false,
    streams: () => new RunningStreams(),
    pointNow: async () => ({ sequence: 7, instant: READ }),
    now: () => new Date("2026-11-22T12:00:00Z"),
    onFault: (error) => faults.push(error),
    onClose: async () => undefined,
    ...options,
  });
}
const entities = (scope: Exchange, ...ids: string[]) =>
  agencyQuestion({ text: ENTITIES, variables: { representations: ids.map((id) => ({ __typename: "Team", id })) } }, scope);

it("A subscription that an earlier text planned isn't begun once another has taken over: the server isn't asked", async () => {
  const events = transport().subscribe({ ...agencyQuestion(), isOfPast: () => true });
  await expect(events.next()).rejects.toMatchObject({ code: "SOURCE_CHANGED" });
  expect(server.heard).toEqual([]);
});
const answeredBy = async (asked: ReturnType<AgencyTransport["ask"]>) => (await asked).answeredBy;

describe("J09: an entity is never half live and half mirrored in one answer", () => {
  it("what was answered live stays live: a later fetch of the same entity tells the server's fault", async () => {
    const [way, scope] = [transport(), anExchange()];
    expect(await answeredBy(way.ask(entities(scope, "c1", "c2")))).toBe("LIVE");
    server.manner = "RESETS";
    expect(await outcomeOf(way.ask(entities(scope, "c2", "c3")))).toBe("SOURCE_UNAVAILABLE");
    expect(mirrored).toBe(0);
  });

  it("other entities of the same request are mirrored all the same", async () => {
    const [way, scope] = [transport(), anExchange()];
    await way.ask(entities(scope, "c1"));
    server.manner = "RESETS";
    expect(await answeredBy(way.ask(entities(scope, "c3")))).toBe("MIRROR");
    expect(scope.agencies.answered).toMatchObject([
      { answeredBy: "LIVE", asOf: "2026-11-22T12:00:00.000Z", reason: null },
      { answeredBy: "MIRROR", asOf: READ.toISOString(), reason: "SOURCE_UNAVAILABLE" },
    ]);
  });

  it("what was mirrored stays mirrored, though the server is back", async () => {
    const [way, scope] = [transport(), anExchange()];
    server.manner = "REFUSES";
    expect(await answeredBy(way.ask(entities(scope, "c1")))).toBe("MIRROR");
    live = liveAgencyOf(server.url);
    server.manner = "ANSWERS";
    expect(await answeredBy(way.ask(entities(scope, "c1")))).toBe("MIRROR");
    expect(await answeredBy(way.ask(entities(anExchange(), "c1")))).toBe("LIVE");
  });

  it("of two fetches at the same time, the later one keeps to what the first was answered by", async () => {
    const [way, scope] = [transport(), anExchange()];
    await way.ask(entities(anExchange(), "c9"));
    server.delay = 100;
    const late = way.ask(entities(scope, "c1"));
    await new Promise((soon) => setTimeout(soon, 50));
    server.manner = "REFUSES";
    expect(await answeredBy(way.ask(entities(scope, "c1")))).toBe("MIRROR");
    expect(await answeredBy(late)).toBe("MIRROR");
  });

  it("what a slow mirror is being asked for isn't answered live by another fetch meanwhile", async () => {
    const [way, scope] = [transport(), anExchange()];
    await way.ask(entities(anExchange(), "c9"));
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    mirrorSays = async () => {
      await held;
      return { data: { _entities: [{ note: "mirrored" }] }, errors: [], asOf: READ };
    };
    server.manner = "REFUSES";
    const first = way.ask(entities(scope, "c1"));
    while (mirrored === 0) await new Promise((soon) => setTimeout(soon, 5));
    server.manner = "ANSWERS";
    const second = way.ask(entities(scope, "c1"));
    goOn();
    expect(await Promise.all([answeredBy(first), answeredBy(second)])).toEqual(["MIRROR", "MIRROR"]);
  });

  it("a fetch of two entities, one answered live and one mirrored before, is answered by nobody", async () => {
    const [way, scope] = [transport(), anExchange()];
    await way.ask(entities(scope, "c1"));
    server.manner = "REFUSES";
    expect(await answeredBy(way.ask(entities(scope, "c2")))).toBe("MIRROR");
    server.manner = "ANSWERS";
    expect(await outcomeOf(way.ask(entities(scope, "c1", "c2")))).toBe("SOURCE_UNAVAILABLE");
  });

  it("entities are told apart by their ids in joined fetches too", async () => {
    const [way, scope] = [transport(), anExchange()];
    await way.ask(entities(scope, "c1"));
    server.manner = "RESETS";
    const joined = { ...entities(scope, "c5"), variables: () => ({ _v1_representations: [{ __typename: "Team", id: "c1", size: 3 }] }) };
    expect(await outcomeOf(way.ask(joined))).toBe("SOURCE_UNAVAILABLE");
  });
});

it("J10: what changes something is asked of the server alone", async () => {
  server.manner = "RESETS";
  const question = agencyQuestion({ text: "mutation { change }", kind: "mutation" });
  expect(await outcomeOf(transport().ask(question))).toBe("SOURCE_UNAVAILABLE");
  expect(await outcomeOf(transport({ server: () => null }).ask(question))).toBe("SOURCE_UNAVAILABLE");
  expect(mirrored).toBe(0);
});

it("an agency without a server is asked at its mirror, and what that never saw is NOT_MIRRORED", async () => {
  const scope = anExchange();
  const missing = { message: "never read", path: ["_entities", 0], extensions: { code: "NOT_MIRRORED" as const } };
  mirrorSays = async () => ({ data: { _entities: [null] }, errors: [missing], asOf: null });
  const { data, errors } = await transport({ server: () => null }).ask(entities(scope, "c1"));
  expect(data).toEqual({ _entities: [null] });
  expect(errors[0]?.original).toBeInstanceOf(SourceError);
  expect(errors[0]?.original).toMatchObject({ code: "NOT_MIRRORED" });
  expect(scope.agencies.answered).toMatchObject([{ answeredBy: "MIRROR", asOf: null, reason: "NO_SERVER" }]);
});

it("a server in quarantine isn't asked", async () => {
  const scope = anExchange();
  expect(await answeredBy(transport({ isQuarantined: () => true }).ask(entities(scope, "c1")))).toBe("MIRROR");
  expect(server.sockets.opened).toBe(0);
  expect(scope.agencies.answered).toMatchObject([{ reason: "QUARANTINED" }]);
});

it("an answer of nothing but errors is answered by the mirror", async () => {
  server.manner = (response) => {
    response.writeHead(200, { "content-type": "application/json" }).end('{"data":null,"errors":[{"message":"no"}]}');
  };
  expect(await answeredBy(transport().ask(entities(anExchange(), "c1")))).toBe("MIRROR");
});

it("errors that a server tells by status 400 stay local: the mirror answers, and the server is asked on", async () => {
  server.manner = (response) => {
    response.writeHead(400, { "content-type": "application/json" }).end('{"errors":[{"message":"no"}]}');
  };
  const way = transport();
  for (let asked = 0; asked < BREAKER_RULES.failures + 1; asked++) {
    const scope = anExchange();
    expect(await answeredBy(way.ask(entities(scope, "c1")))).toBe("MIRROR");
    expect(scope.agencies.answered).toMatchObject([{ reason: "SOURCE_ERROR" }]);
  }
  expect(live.breaker.state).toBe("CLOSED");
  expect(server.heard).toHaveLength(BREAKER_RULES.failures + 1);
});

it("J04: whether a server is back is seen aside, while the mirror answers", async () => {
  const clock = { now: 0 };
  await live.close();
  live = liveAgencyOf(server.url, {}, clock);
  const way = transport();
  await way.ask(entities(anExchange(), "c0"));
  server.manner = "RESETS";
  for (let failures = 0; failures < BREAKER_RULES.inARow; failures++) await way.ask(entities(anExchange(), "c1"));
  expect(live.breaker.state).toBe("OPEN");
  clock.now += BREAKER_RULES.rest;
  server.heard.length = 0;
  server.manner = "HANGS";
  const answers = await Promise.all(Array.from({ length: 20 }, () => answeredBy(way.ask(entities(anExchange(), "c1")))));
  expect(new Set(answers)).toEqual(new Set(["MIRROR"]));
  while (server.heard.length === 0) await new Promise((soon) => setTimeout(soon, 5));
  expect(server.heard).toHaveLength(1);
});

it("a mirror that fails leaves the server's fault standing, and is told to the log", async () => {
  server.manner = "RESETS";
  mirrorSays = () => Promise.reject(new Error("the database is away"));
  const scope = anExchange();
  expect(await outcomeOf(transport().ask(entities(scope, "c1")))).toBe("SOURCE_UNAVAILABLE");
  expect(faults).toEqual([new Error("the database is away")]);
  expect(scope.agencies.answered).toMatchObject([{ answeredBy: "NOBODY", reason: "SOURCE_UNAVAILABLE" }]);
});

it("a client that has left is answered by nobody", async () => {
  server.manner = "HANGS";
  const leaving = new AbortController();
  const asked = outcomeOf(transport().ask({ ...entities(anExchange(), "c1"), signal: leaving.signal }));
  setTimeout(() => leaving.abort(), 20);
  expect(await asked).toBe("SOURCE_TIMEOUT");
  expect(mirrored).toBe(0);
});

it.each([
  ["public, max-age=1000000000", undefined],
  ["no-store", "no-store"],
  ["private, max-age=60", "no-store"],
])("C31: of an agency's Cache-Control %j, only that it isn't to be kept counts", async (header, kept) => {
  server.manner = (response) => {
    const headers = { "content-type": "application/json", "cache-control": header };
    response.writeHead(200, headers).end('{"data":{"_entities":[null]}}');
  };
  expect((await transport().ask(entities(anExchange(), "c1"))).cacheControl).toBe(kept);
});

describe("J06: a server that comes back with older values than it told before", () => {
  let stated: string;
  beforeEach(() => {
    server.manner = (response) => {
      const body = { data: { _entities: [{ note: "live" }] }, extensions: { asOf: stated } };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
  });

  it.each([
    ["newer than that, is answered for by it", "2026-10-01T00:00:00Z", "MIRROR"],
    ["older still, answers itself", "2026-11-01T00:00:00Z", "LIVE"],
  ])("with a mirror that is %s", async (_, older, answering) => {
    const way = transport();
    stated = "2026-11-10T00:00:00Z";
    const first = anExchange();
    expect(await answeredBy(way.ask(entities(first, "c1")))).toBe("LIVE");
    expect(first.agencies.answered).toMatchObject([{ asOf: "2026-11-10T00:00:00.000Z" }]);
    stated = older;
    const scope = anExchange();
    expect(await answeredBy(way.ask(entities(scope, "c1")))).toBe(answering);
    if (answering === "MIRROR") expect(scope.agencies.answered).toMatchObject([{ reason: "OLDER_THAN_MIRROR", asOf: READ.toISOString() }]);
  });

  it.each(["never", 7, null, "9999-12-31T00:00:00Z"])("what no time can be, %j, isn't believed", async (value) => {
    const way = transport();
    stated = value as string;
    await way.ask(entities(anExchange(), "c1"));
    stated = "2026-10-01T00:00:00Z";
    expect(await answeredBy(way.ask(entities(anExchange(), "c1")))).toBe("LIVE");
  });
});
