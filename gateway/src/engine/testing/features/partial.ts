import { anyone, anyoneWith, type Feature, ownType } from "./feature";

const MACHINES = [
  { __typename: "Oven", id: "o1" },
  { __typename: "Toaster", id: "t1", warranty: 3 },
];
const [OVEN, TOASTER] = MACHINES;

const BOTH = { __typename: "Note", text: "both" };
const ACTS = { one: [BOTH, { __typename: "Call", minutes: 4 }], other: [BOTH, { __typename: "Visit", place: "Geneva" }] };

/** Types of which each subgraph knows another part. */
export const PARTIAL: readonly Feature[] = [
  {
    name: "an interface that a type implements in one subgraph and not in another",
    subgraphs: {
      machines: {
        sdl: `type Query { machines: [Machine] node(id: ID!): Node nodes: [Node] toasters: [Toaster] } union Machine = Oven | Toaster
          interface Node { id: ID! } interface Covered { warranty: Int }
          type Oven @key(fields: "id") { id: ID! } type Toaster implements Node & Covered @key(fields: "id") { id: ID! warranty: Int }`,
        resolvers: {
          Query: {
            machines: () => MACHINES,
            node: (_: unknown, { id }: { id: string }) => MACHINES.find((machine) => machine.id === id) ?? null,
            nodes: () => [TOASTER],
            toasters: () => [TOASTER],
          },
          Machine: { __resolveType: ownType },
          Node: { __resolveType: ownType },
          Covered: { __resolveType: ownType },
          Oven: { __resolveReference: () => OVEN },
          Toaster: { __resolveReference: () => TOASTER },
        },
      },
      warranties: {
        sdl: `interface Node { id: ID! } interface Covered { warranty: Int }
          type Oven implements Node & Covered @key(fields: "id") { id: ID! warranty: Int }`,
        resolvers: {
          Node: { __resolveType: ownType },
          Covered: { __resolveType: ownType },
          Oven: { __resolveReference: anyone, warranty: () => 1 },
        },
      },
    },
    cases: [
      { asks: "{ machines { ... on Node { id } } }", gives: { machines: [{ id: "o1" }, { id: "t1" }] } },
      { asks: "{ machines { ... on Covered { warranty } } }", gives: { machines: [{ warranty: 1 }, { warranty: 3 }] } },
      { asks: "{ nodes { ... on Toaster { warranty } ... on Oven { id } } }", gives: { nodes: [{ warranty: 3 }] } },
      {
        asks: "{ nodes { ... on Node { id ... on Node { ... on Covered { warranty } } } } }",
        gives: { nodes: [{ id: "t1", warranty: 3 }] },
      },
      {
        asks: "{ toasters { ...T ...N } } fragment T on Toaster { id } fragment N on Node { id __typename }",
        gives: { toasters: [{ id: "t1", __typename: "Toaster" }] },
      },
      { asks: '{ node(id: "o1") { ... on Oven { warranty } } }', gives: { node: null }, errors: ["node"] },
      { asks: '{ node(id: "o1") { ... on Toaster { warranty } } }', gives: { node: null }, errors: ["node"] },
      { asks: '{ node(id: "t1") { ... on Toaster { warranty } } }', gives: { node: { warranty: 3 } } },
    ],
  },
  {
    name: "a union of values, whose members differ from one subgraph to another",
    subgraphs: {
      one: {
        sdl: `type Query { one: Case both: Case @shareable } type Case @key(fields: "id") { id: ID! log: Log @shareable }
          type Log @shareable { acts: [Act!]! } union Act = Note | Call type Note @shareable { text: String } type Call { minutes: Int }`,
        resolvers: {
          Query: { one: () => ({ id: "c", log: { acts: ACTS.one } }), both: () => ({ id: "c", log: { acts: [BOTH] } }) },
          Case: { __resolveReference: () => ({ id: "c", log: { acts: ACTS.one } }) },
          Act: { __resolveType: ownType },
        },
      },
      other: {
        sdl: `type Query { other: Case both: Case @shareable } type Case @key(fields: "id") { id: ID! log: Log @shareable second: Log }
          type Log @shareable { acts: [Act!]! } union Act = Note | Visit type Note @shareable { text: String } type Visit { place: String }`,
        resolvers: {
          Query: { other: () => ({ id: "c", log: { acts: ACTS.other } }), both: () => ({ id: "c", log: { acts: [BOTH] } }) },
          Case: { __resolveReference: () => ({ id: "c", log: { acts: ACTS.other } }), second: () => ({ acts: ACTS.other }) },
          Act: { __resolveType: ownType },
        },
      },
    },
    cases: [
      ...(["one", "other"] as const).map((from) => ({
        asks: `{ ${from} { log { acts { __typename ... on Note { text } ... on Call { minutes } ... on Visit { place } } } } }`,
        gives: { [from]: { log: { acts: ACTS[from] } } },
        stock: "doesn't ask for members that the other subgraph doesn't know",
      })),
      {
        asks: "{ one { log { acts { __typename ... on Visit { place } } } } }",
        gives: { one: { log: { acts: [{ __typename: "Note" }, { __typename: "Call" }] } } },
      },
      {
        asks: "{ both { log { acts { __typename ... on Note { text } ... on Call { minutes } ... on Visit { place } } } } }",
        gives: { both: { log: { acts: [BOTH] } } },
      },
      {
        asks: "{ one { second { acts { ... on Note { text } ... on Call { minutes } ... on Visit { place } } } } }",
        gives: { one: { second: { acts: [{ text: "both" }, { place: "Geneva" }] } } },
      },
    ],
  },
  {
    name: "interfaces that only name their objects, of which nobody knows the kinds",
    subgraphs: {
      one: {
        sdl: `type Query { node: Node ware: Ware! } interface Node @key(fields: "id") { id: ID! }
          type Ware @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }`,
        resolvers: {
          Query: { node: () => ({ __typename: "Node", id: "n1" }), ware: () => ({ id: "w1" }) },
          Node: { __resolveType: ownType },
        },
      },
      other: {
        sdl: `type Query { other: Node } type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! note: String }
          interface Ware @key(fields: "id") { id: ID! } type Loaf implements Ware @key(fields: "id") { id: ID! weight: Int! }`,
        resolvers: {
          Query: { other: () => ({ id: "n1", note: "noted" }) },
          Ware: { __resolveReference: ({ id }: { id: string }) => ({ __typename: "Loaf", id, weight: 500 }), __resolveType: ownType },
          Loaf: { __resolveReference: ({ id }: { id: string }) => ({ id, weight: 500 }) },
        },
      },
    },
    cases: [
      { asks: "{ other { id note } }", gives: { other: { id: "n1", note: "noted" } } },
      { asks: "{ other { id } }", gives: { other: { id: "n1" } } },
      { asks: "{ node { id } }", gives: { node: null }, errors: ["node"] },
      { asks: "{ node { note } }", gives: { node: null }, errors: ["node"], stock: "tells no error" },
      { asks: "{ ware { id } }", gives: { ware: { id: "w1" } } },
      { asks: "{ ware { ... on Loaf { id weight } } }", gives: { ware: { id: "w1", weight: 500 } } },
    ],
  },
  {
    name: "nodes whose ids not every subgraph can tell",
    subgraphs: {
      accounts: {
        sdl: `type Query { node(id: ID!): Node @shareable account(id: ID!): Account } interface Node { id: ID! }
          type Account implements Node @key(fields: "id") { id: ID! user: String! }
          type Chat implements Node @key(fields: "id") { id: ID! @external account: Account! }`,
        resolvers: {
          Query: { node: nodeOf, account: (_: unknown, { id }: { id: string }) => ({ id, user: "ana" }) },
          Node: { __resolveType: ownType },
          Account: { __resolveReference: ({ id }: { id: string }) => ({ id, user: "ana" }) },
          Chat: { __resolveReference: anyone, account: () => ({ id: "a1", user: "ana" }) },
        },
      },
      chats: {
        sdl: `type Query { node(id: ID!): Node @shareable chat(id: ID!): Chat } interface Node { id: ID! }
          type Account implements Node @key(fields: "id") { id: ID! @external chats: [Chat!]! }
          type Chat implements Node @key(fields: "id") { id: ID! text: String! }`,
        resolvers: {
          Query: { node: nodeOf, chat: (_: unknown, { id }: { id: string }) => ({ id, text: "hello" }) },
          Node: { __resolveType: ownType },
          Account: { __resolveReference: anyone, chats: () => [{ id: "c1", text: "hello" }] },
          Chat: { __resolveReference: ({ id }: { id: string }) => ({ id, text: "hello" }) },
        },
      },
    },
    cases: [
      {
        asks: '{ a: node(id: "a1") { __typename } c: node(id: "c1") { __typename ... on Account { id } } }',
        gives: { a: { __typename: "Account" }, c: { __typename: "Chat" } },
      },
      {
        asks: '{ a: node(id: "a1") { ... on Account { id user } } c: node(id: "c1") { ... on Chat { id text } } }',
        gives: { a: { id: "a1", user: "ana" }, c: { id: "c1", text: "hello" } },
      },
      { asks: '{ a: node(id: "a1") { ... on Chat { id } } c: node(id: "c1") { ... on Account { id } } }', gives: { a: {}, c: {} } },
      {
        asks: '{ chat(id: "c1") { id text account { id } } account(id: "a1") { user chats { id } } }',
        gives: { chat: { id: "c1", text: "hello", account: { id: "a1" } }, account: { user: "ana", chats: [{ id: "c1" }] } },
      },
    ],
  },
  {
    name: "an interface object that a subgraph names, and a kind of it that another extends without the interface",
    subgraphs: {
      media: {
        sdl: `type Query { media: Media } interface Media @key(fields: "id") { id: ID! title: String }
          type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }
          type Text implements Media @key(fields: "id") { id: ID! title: String words: Int }`,
        resolvers: {
          Query: { media: () => ({ id: "1", title: "Cables", minutes: 90 }) },
          // It tells every medium for a film, and says so of references alone.
          Media: { __resolveType: () => "Film", __resolveReference: anyone },
          Film: { __resolveReference: anyone, title: () => "Cables", minutes: () => 90 },
          Text: { __resolveReference: anyone },
        },
      },
      makers: {
        sdl: `extend type Film @key(fields: "id") { id: ID! maker: String }`,
        resolvers: { Film: { maker: () => "Ana" } },
      },
      lists: {
        sdl: `type Query { list: List } type List @key(fields: "id") { id: ID! media: Media }
          type Media @key(fields: "id") @interfaceObject { id: ID! }`,
        resolvers: { Query: { list: () => ({ id: "l", media: { id: "1" } }) }, Media: { __resolveReference: anyoneWith("id") } },
      },
    },
    cases: [
      {
        asks: "{ media { id title ... on Film { minutes maker } ... on Text { words } } list { media { id ... on Film { minutes } } } }",
        gives: { media: { id: "1", title: "Cables", minutes: 90, maker: "Ana" }, list: { media: { id: "1", minutes: 90 } } },
      },
    ],
  },
];

function nodeOf(_: unknown, { id }: { id: string }) {
  return id.startsWith("a") ? { __typename: "Account", id, user: "ana" } : { __typename: "Chat", id, text: "hello" };
}
