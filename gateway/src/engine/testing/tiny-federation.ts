import type { GraphQLSchema } from "graphql";
import type { SubgraphRequest, Transport } from "../transport/transport";
import { composed, executable, plainTransport, type TestSubgraph } from "./compose";

/** Three subgraphs in this process, composed for real: teams, what they are given, and who works in them. */
export interface TinyFederation {
  readonly supergraphSdl: string;
  readonly schemas: ReadonlyMap<string, GraphQLSchema>;
  /** What was asked, in order: "teams {teams{id}}". */
  readonly asked: string[];
  transportOf(name: string): Transport;
}

const TEAMS = [
  { id: "c1", name: "The role of governments", lead: { id: "p1" } },
  { id: "c2", name: "Information infrastructure", lead: { id: "p2" } },
  { id: "c3", name: "Access to information", lead: null },
];

const BUDGETS: Readonly<Record<string, readonly { id: string; amount: number; currency: string }[]>> = {
  c1: [
    { id: "b1", amount: 120.5, currency: "CHF" },
    { id: "b2", amount: 7, currency: "EUR" },
  ],
  c2: [{ id: "b3", amount: 40, currency: "CHF" }],
};

const PEOPLE: Readonly<Record<string, { id: string; name: string; email: string }>> = {
  p1: { id: "p1", name: "Amina", email: "amina@example.org" },
  p2: { id: "p2", name: "Boris", email: "boris@example.org" },
};

const teams: TestSubgraph = {
  name: "teams",
  sdl: `
    type Query {
      "Every team."
      teams(first: Int = 10): [Team!]!
      team(id: ID!): Team
      search(text: String!): [Found!]!
      never: String
    }
    type Mutation { rename(id: ID!, name: String!): Team }
    type Subscription { renamed: Team! }
    union Found = Team | Person
    "A team."
    type Team @key(fields: "id") { id: ID!  name: String!  lead: Person  size: Int! }
    type Person @key(fields: "id", resolvable: false) { id: ID! }
  `,
  resolvers: {
    Query: {
      teams: (_: unknown, { first }: { first: number }) => TEAMS.slice(0, first),
      team: (_: unknown, { id }: { id: string }) => TEAMS.find((team) => team.id === id) ?? null,
      search: () => [
        { __typename: "Team", ...TEAMS[0] },
        { __typename: "Person", id: "p2" },
      ],
      never: () => {
        throw new Error("secret of teams");
      },
    },
    Mutation: { rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ id, name, lead: null }) },
    Subscription: {
      renamed: {
        async *subscribe() {
          for (const team of TEAMS) yield { renamed: team };
        },
      },
    },
    Team: {
      size: ({ name }: { name: string }) => name.length,
      __resolveReference: ({ id }: { id: string }) => TEAMS.find((team) => team.id === id) ?? null,
    },
  },
};

const money: TestSubgraph = {
  name: "money",
  sdl: `
    type Query { budgets: [Budget!]! }
    scalar Decimal
    enum Currency { CHF EUR }
    type Budget { id: ID!  amount(in: Currency): Decimal!  currency: Currency! }
    type Team @key(fields: "id") {
      id: ID!
      size: Int! @external
      budgets: [Budget!]!
      perHead: Float @requires(fields: "size")
    }
  `,
  resolvers: {
    Query: { budgets: () => Object.values(BUDGETS).flat() },
    Team: {
      __resolveReference: (reference: object) => reference,
      budgets: ({ id }: { id: string }) => BUDGETS[id] ?? [],
      perHead: ({ id, size }: { id: string; size: number }) => (BUDGETS[id] ?? []).reduce((sum, { amount }) => sum + amount, 0) / size,
    },
  },
};

const people: TestSubgraph = {
  name: "people",
  sdl: `
    type Query { people: [Person!]! }
    type Person @key(fields: "id") { id: ID!  name: String!  email: String @tag(name: "private") }
    type Team @key(fields: "id") { id: ID!  people: [Person!]! }
  `,
  resolvers: {
    Query: { people: () => Object.values(PEOPLE) },
    Person: { __resolveReference: ({ id }: { id: string }) => PEOPLE[id] ?? null },
    Team: {
      __resolveReference: (reference: object) => reference,
      people: ({ id }: { id: string }) => (id === "c1" ? Object.values(PEOPLE) : []),
    },
  },
};

/** The subgraphs of the tiny federation, for tests that compose some of them, or more. */
export const TINY_SUBGRAPHS: readonly TestSubgraph[] = [teams, money, people];

export function tinyFederation(subgraphs: readonly TestSubgraph[] = TINY_SUBGRAPHS): TinyFederation {
  const schemas = new Map(subgraphs.map((subgraph) => [subgraph.name, executable(subgraph)]));
  const asked: string[] = [];
  const transportOf = (name: string): Transport => {
    const schema = schemas.get(name);
    if (schema === undefined) throw new Error(`the tiny federation has no subgraph "${name}"`);
    const transport = plainTransport(schema);
    const ask = (request: SubgraphRequest) => {
      asked.push(`${name} ${request.operation.text}`);
      return transport.ask(request);
    };
    return { ...transport, ask };
  };
  return { supergraphSdl: composed(subgraphs), schemas, asked, transportOf };
}
