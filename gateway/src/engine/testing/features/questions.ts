import { anyone, byKey, type Feature, type FeatureSubgraph } from "./feature";

const USERS = [
  { id: "u1", name: "Ana", friend: "u2" },
  { id: "u2", name: "Bo", friend: "u1" },
];
/** Numbers the changes of one operation. */
let changes = 0;
const changed = () => {
  changes += 1;
  return changes;
};

/** What questions themselves can do: conditions, fragments, inputs, mutations, `__typename`. */
export const QUESTIONS: readonly Feature[] = [
  {
    name: "@skip and @include on fetches that are joined",
    subgraphs: {
      users: {
        sdl: 'type Query { user: User! } type User @key(fields: "id") { id: ID! name: String! }',
        resolvers: { Query: { user: () => USERS[0] }, User: { __resolveReference: byKey(USERS, "id") } },
      },
      ages: {
        sdl: `type User @key(fields: "id") { id: ID! name: String! @external age: Int born: Int greeting: String @requires(fields: "name") }`,
        resolvers: {
          User: { __resolveReference: anyone, age: () => 30, born: () => 1990, greeting: ({ name }: { name: string }) => `Hello ${name}` },
        },
      },
    },
    cases: [
      ...[true, false].map((yes) => ({
        asks: "query ($yes: Boolean!) { user { age @include(if: $yes) born @skip(if: $yes) } }",
        variables: { yes },
        gives: { user: yes ? { age: 30 } : { born: 1990 } },
      })),
      ...[true, false].map((yes) => ({
        asks: "query ($yes: Boolean!) { user { greeting @include(if: $yes) age } }",
        variables: { yes },
        gives: { user: yes ? { greeting: "Hello Ana", age: 30 } : { age: 30 } },
        ...(!yes && { stock: "asks nothing, because the required name wasn't fetched" }),
      })),
      ...[true, false].map((yes) => ({
        asks: "query ($yes: Boolean!) { user @skip(if: $yes) { ...F @include(if: $yes) name } again: user { ... @skip(if: $yes) { name } ... @include(if: $yes) { n: name } } } fragment F on User { age }",
        variables: { yes },
        gives: yes ? { again: { n: "Ana" } } : { user: { name: "Ana" }, again: { name: "Ana" } },
      })),
      { asks: "{ user @include(if: false) { age } }", gives: {} },
    ],
  },
  {
    name: "an input object is what every subgraph takes",
    subgraphs: {
      one: {
        sdl: `type Query { one(filter: Filter): String } input Filter { first: Int = 5 only: String tags: [String!] }`,
        resolvers: { Query: { one: (_: unknown, given: unknown) => JSON.stringify(given) } },
      },
      other: {
        sdl: `type Query { other(filter: Filter): String } input Filter { first: Int = 5 tags: [String!] else: Int }`,
        resolvers: { Query: { other: (_: unknown, given: unknown) => JSON.stringify(given) } },
      },
    },
    cases: [
      { asks: '{ one(filter: { tags: "a" }) }', gives: { one: '{"filter":{"first":5,"tags":["a"]}}' } },
      {
        asks: 'query ($filter: Filter, $tag: String!) { one(filter: $filter) other(filter: { tags: [$tag, "b"], first: null }) }',
        variables: { filter: { first: 1 }, tag: "x" },
        gives: { one: '{"filter":{"first":1}}', other: '{"filter":{"first":null,"tags":["x","b"]}}' },
      },
      { asks: '{ one(filter: { only: "x" }) }', gives: null },
      { asks: "query ($filter: Filter) { one(filter: $filter) }", variables: { filter: { only: "x" } }, gives: null },
    ],
  },
  {
    name: "mutations of several subgraphs, in the order they are asked",
    subgraphs: {
      users: {
        sdl: `type Query { user(id: ID!): User } type Mutation { rename(id: ID!, name: String!): User! }
          type User @key(fields: "id") { id: ID! name: String! }`,
        resolvers: {
          Query: { user: byKeyArgument },
          Mutation: { rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ id, name: `${name} ${changed()}` }) },
          User: { __resolveReference: byKey(USERS, "id") },
        },
      },
      counts: {
        sdl: `type Mutation { first: Int! count: Int! add(user: ID!): User! } type User @key(fields: "id") { id: ID! seen: String }`,
        resolvers: {
          Mutation: {
            first: () => {
              changes = 1;
              return changes;
            },
            count: changed,
            add: (_: unknown, { user }: { user: string }) => ({ id: user, at: changed() }),
          },
          User: { __resolveReference: anyone, seen: ({ id, at }: { id: string; at?: number }) => `${id} ${at ?? "by key"}` },
        },
      },
    },
    cases: [
      {
        asks: 'mutation { a: first b: rename(id: "u1", name: "X") { name seen } c: add(user: "u2") { seen name } d: count e: count }',
        gives: { a: 1, b: { name: "X 2", seen: "u1 by key" }, c: { seen: "u2 3", name: "Bo" }, d: 4, e: 5 },
      },
    ],
  },
  {
    name: "one subgraph's words of Federation 1: extensions and external keys",
    subgraphs: {
      users: {
        federation1: true,
        sdl: 'type Query { users: [User!]! } type User @key(fields: "id") { id: ID! name: String! unused: String }',
        resolvers: { Query: { users: () => USERS }, User: { __resolveReference: byKey(USERS, "id") } },
      },
      friends: {
        federation1: true,
        sdl: `extend type User @key(fields: "id") { id: ID! @external name: String! @external unused: String @external
          friend: User @requires(fields: "name") } extend type Query { first: User }`,
        resolvers: {
          Query: { first: () => ({ id: "u1" }) },
          User: { __resolveReference: anyone, friend: ({ name }: { name: string }) => ({ id: name === "Ana" ? "u2" : "u1" }) },
        },
      },
      shoes: {
        federation1: true,
        sdl: 'type User @extends @key(fields: "id") { id: ID! @external shoes: Int }',
        resolvers: { User: { __resolveReference: anyone, shoes: ({ id }: { id: string }) => id.length } },
      },
      hats: {
        sdl: 'extend type User @key(fields: "id") { id: ID! @external hats: Int }',
        resolvers: { User: { __resolveReference: anyone, hats: () => 1 } },
      },
    },
    cases: [
      {
        asks: "{ users { name shoes hats friend { name friend { shoes } } } }",
        gives: {
          users: [
            { name: "Ana", shoes: 2, hats: 1, friend: { name: "Bo", friend: { shoes: 2 } } },
            { name: "Bo", shoes: 2, hats: 1, friend: { name: "Ana", friend: { shoes: 2 } } },
          ],
        },
      },
      {
        asks: "{ first { name: shoes friend { name } } }",
        gives: { first: { name: 2, friend: { name: "Bo" } } },
        stock: "takes the shoes for the name, which the client called them",
      },
    ],
  },
  {
    name: "a directive of the graph's own upon what is asked",
    subgraphs: Object.fromEntries(
      ["one", "other"].map((name) => [
        name,
        {
          sdl: `directive @access(scope: Scope! = OPEN) on FIELD enum Scope { OPEN CLOSED } type Query { ${name}: String }`,
          resolvers: { Query: { [name]: () => name } },
        },
      ]),
    ),
    cases: [{ asks: "{ one @access other @access(scope: CLOSED) }", gives: { one: "one", other: "other" } }],
  },
  {
    name: "a directive that subgraphs compose for clients, of which one has a default that the other hasn't",
    subgraphs: {
      asking: composing("directive @pace(of: Pace!) on FIELD", "slow"),
      giving: composing("directive @pace(of: Pace! = STEADY) on FIELD", "fast"),
    },
    cases: [{ asks: "{ slow @pace fast @pace(of: QUICK) }", gives: { slow: "slow", fast: "fast" }, stock: "doesn't know the directive" }],
  },
  {
    name: "__typename wherever it may stand",
    subgraphs: {
      users: {
        sdl: 'type Query { user: User! } type User @key(fields: "id") { id: ID! home: Home! } type Home { city: String }',
        resolvers: { Query: { user: () => ({ id: "u1", home: { city: "Geneva" } }) } },
      },
    },
    cases: [
      { asks: "{ __typename }", gives: { __typename: "Query" } },
      {
        asks: "{ a: __typename b: __typename user { __typename home { a: __typename __typename b: __typename } } }",
        gives: { a: "Query", b: "Query", user: { __typename: "User", home: { a: "Home", __typename: "Home", b: "Home" } } },
      },
      { asks: "{ user { __typename @skip(if: true) t: __typename @include(if: true) } }", gives: { user: { t: "User" } } },
      {
        asks: '{ __type(name: "Home") { name } __schema { queryType { name } } user { id } }',
        gives: { __type: { name: "Home" }, __schema: { queryType: { name: "Query" } }, user: { id: "u1" } },
      },
    ],
  },
];

/** A subgraph with a directive for clients, which it composes. */
function composing(directive: string, name: string): FeatureSubgraph {
  return {
    sdl: `extend schema @link(url: "https://example.org/pace/v1.0", import: ["@pace"]) @composeDirective(name: "@pace")
      ${directive} enum Pace { STEADY QUICK } type Query { ${name}: String }`,
    resolvers: { Query: { [name]: () => name } },
  };
}

function byKeyArgument(_: unknown, { id }: { id: string }) {
  return USERS.find((user) => user.id === id) ?? null;
}
