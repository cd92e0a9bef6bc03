import { execute, type GraphQLSchema, parse } from "graphql";
import type { Fault } from "../answer/tree";
import { Engine } from "../engine";
import type { HttpLimits } from "../transport/http/http-limits";
import { HttpTransport } from "../transport/http/http-transport";
import { InProcessTransport } from "../transport/in-process/in-process-transport";
import type { Transport } from "../transport/transport";
import { ask, type Seen } from "./ask";
import { composed, executable, type TestSubgraph } from "./compose";
import { type AnswerParts, type Asked, type Behaviour, type HostileSource, saysJson, startHostileSource } from "./hostile-source";

type Reference = { readonly __typename: string; readonly id: string };

const TEAMS = ["c1", "c2", "c3"].map((id, index) => ({
  __typename: "Team",
  id,
  name: `Team ${id}`,
  size: 10 + index,
  owner: { email: `${id}@example.org` },
}));
const PERSON = { __typename: "Person", id: "p1", name: "Amina" };

const teams: TestSubgraph = {
  name: "teams",
  sdl: `
    type Query { teams: [Team!]! found: [Found] }
    type Team @key(fields: "id") { id: ID! name: String! size: Int owner: Owner }
    type Owner { email: String }
    type Person @key(fields: "id") { id: ID! name: String }
    union Found = Team | Person
  `,
  resolvers: {
    Query: { teams: () => TEAMS, found: () => [TEAMS[0], PERSON] },
    Team: { __resolveReference: ({ id }: Reference) => TEAMS.find((team) => team.id === id) ?? null },
    Person: { __resolveReference: () => PERSON },
  },
};

/** What the hostile source would answer, were it honest. */
const evil: TestSubgraph = {
  name: "evil",
  sdl: `
    enum Mood { GOOD BAD }
    scalar Date
    interface Prize { worth: Int }
    type Cup implements Prize { worth: Int }
    type Medal implements Prize { worth: Int }
    type Query { ratedTeams: [Team] prize: Prize }
    type Team @key(fields: "id") {
      id: ID! rating: Rating stars: Int share: Float open: Boolean code: ID mood: Mood since: Date tags: [String!] note(tone: String): String kin: [Team]
    }
    type Rating { value: Int! by: [String!]! }
    type Person @key(fields: "id") { id: ID! karma: Int }
  `,
  resolvers: {
    Query: { ratedTeams: () => [{ id: "c1" }, { id: "c9" }], prize: () => ({ __typename: "Cup", worth: 7 }) },
    Team: {
      rating: ({ id }: Reference) => ({ value: Number(id.slice(1)), by: ["x", "y"] }),
      stars: ({ id }: Reference) => Number(id.slice(1)),
      share: () => 0.5,
      open: () => true,
      code: () => "code",
      mood: () => "GOOD",
      since: () => "2026-11-01",
      tags: () => ["a", "b"],
      note: (_: Reference, { tone }: { tone?: string }) => `note ${tone}`,
      kin: () => [{ id: "c2" }],
    },
    Person: { karma: () => 3 },
  },
};

const BUDGETS: Readonly<Record<string, number>> = { c1: 100, c2: 200, c3: 300 };

const money: TestSubgraph = {
  name: "money",
  sdl: `
    type Team @key(fields: "id") { id: ID! budget: Int stars: Int @external perStar: Float @requires(fields: "stars") }
    type Person @key(fields: "id") { id: ID! salary: Int }
  `,
  resolvers: {
    Team: {
      budget: ({ id }: Reference) => BUDGETS[id] ?? null,
      perStar: ({ id, stars }: Reference & { stars: number | null }) => (stars === null ? null : (BUDGETS[id] ?? 0) / stars),
    },
    Person: { salary: () => 1_000 },
  },
};

export const HOSTILE_SUPERGRAPH = composed([teams, evil, money]);
const honest = executable(evil);
/** Those that keep to their schemas, by name. */
export const honestSchemas: ReadonlyMap<string, GraphQLSchema> = new Map(
  [teams, money].map((subgraph) => [subgraph.name, executable(subgraph)]),
);

/** What the source was asked, read. */
export interface EvilQuestion {
  readonly query: string;
  readonly variables: { readonly representations?: readonly Reference[] };
}

/** What it would answer, were it honest. */
export async function honestAnswer({ body }: Pick<Asked, "body">): Promise<{ data: Record<string, unknown>; errors?: unknown }> {
  const { query, variables } = JSON.parse(body) as EvilQuestion;
  const result = await execute({ schema: honest, document: parse(query), variableValues: variables });
  return JSON.parse(JSON.stringify(result)) as { data: Record<string, unknown> };
}

/** Answers honestly but for what the test does to it. */
export function twists(
  twist: (answer: { data: Record<string, unknown>; errors?: unknown }) => unknown = (answer) => answer,
  parts: AnswerParts = {},
): Behaviour {
  return async (asked) => saysJson(twist(await honestAnswer(asked)), parts)(asked);
}

/** Does something to each entity of an answer, under whichever name they stand there. */
export function eachEntity(change: (entity: Record<string, unknown>, index: number) => unknown): Behaviour {
  return twists(({ data }) => ({
    data: Object.fromEntries(
      Object.entries(data).map(([name, value]) => [
        name,
        name.includes("_entities") || name.startsWith("_e") ? (value as Record<string, unknown>[]).map(change) : value,
      ]),
    ),
  }));
}

/** Does something to the list of entities. */
export function allEntities(change: (entities: readonly unknown[]) => unknown): Behaviour {
  return twists(({ data }) => ({
    data: Object.fromEntries(
      Object.entries(data).map(([name, value]) => [
        name,
        name.includes("_entities") || name.startsWith("_e") ? change(value as unknown[]) : value,
      ]),
    ),
  }));
}

/** What the request of a test carries; nothing of it may reach the source. */
export interface ClientScope {
  readonly headers: Readonly<Record<string, string>>;
}

/** Honest teams and honest money in this process, and a source over HTTP that answers what it likes. */
export interface HostileFederation {
  readonly engine: Engine<ClientScope>;
  readonly source: HostileSource;
  readonly faults: Fault[];
  /** Representations that the money was sent, in order. */
  readonly sentToMoney: unknown[];
  ask(query: string, signal?: AbortSignal): Promise<Seen>;
  stop(): Promise<void>;
}

export async function startHostileFederation(limits: Partial<HttpLimits> = {}): Promise<HostileFederation> {
  const source = await startHostileSource(twists());
  const faults: Fault[] = [];
  const sentToMoney: unknown[] = [];
  const ways: Readonly<Record<string, () => Transport<ClientScope>>> = {
    evil: () => new HttpTransport({ subgraph: "evil", url: source.url, limits }),
    teams: () => new InProcessTransport({ subgraph: "teams", schema: executable(teams), contextOf: () => ({}) }),
    money: () => listening(new InProcessTransport({ subgraph: "money", schema: executable(money), contextOf: () => ({}) }), sentToMoney),
  };
  const engine = await Engine.open<ClientScope>({
    supergraphSdl: HOSTILE_SUPERGRAPH,
    transportOf: ({ name }) => {
      const made = ways[name]?.();
      if (made === undefined) throw new Error(`the test has no subgraph "${name}"`);
      return made;
    },
    checkScalar: (scalar) => (scalar === "Date" ? (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) : undefined),
    hooks: { onFault: (fault) => faults.push(fault) },
  });
  const scope: ClientScope = {
    headers: { authorization: "Bearer opensesame", cookie: "session=opensesame", "x-forwarded-for": "192.0.2.1" },
  };
  return {
    engine,
    source,
    faults,
    sentToMoney,
    ask: (query, signal = new AbortController().signal) => ask(engine.current, query, { scope, signal }),
    stop: async () => {
      await engine.close();
      await source.stop();
    },
  };
}

function listening(transport: Transport<ClientScope>, sent: unknown[]): Transport<ClientScope> {
  return {
    trusted: true,
    ask: (request) => {
      sent.push(...Object.values(request.variables()).flat());
      return transport.ask(request);
    },
    close: () => transport.close(),
  };
}
