import { anyone, byKey, type Feature, ownType } from "./feature";

const POSTS = [
  { id: "p1", body: "one", secret: "s", created: "2024" },
  { id: "p2", body: "two", secret: "t", created: "2025" },
];

/** Fields that are moved, hidden, provided and shared. */
export const MOVED: readonly Feature[] = [
  {
    name: "a field taken over from another subgraph, of an object behind an interface",
    subgraphs: {
      old: {
        sdl: `type Query { feed: [Entry!]! } interface Entry { id: ID! created: String! }
          type Post implements Entry @key(fields: "id") { id: ID! created: String! body: String }`,
        resolvers: {
          Query: { feed: () => POSTS.map(({ id, body }) => ({ __typename: "Post", id, body, created: "wrong" })) },
          Entry: { __resolveType: ownType },
          Post: { __resolveReference: byKey(POSTS, "id") },
        },
      },
      fresh: {
        sdl: `type Post @key(fields: "id") { id: ID! created: String! @override(from: "old") }`,
        resolvers: { Post: { __resolveReference: byKey(POSTS, "id") } },
      },
    },
    cases: [
      { asks: "{ feed { created } }", gives: { feed: [{ created: "2024" }, { created: "2025" }] } },
      {
        asks: "{ feed { id ... on Post { body created } } }",
        gives: {
          feed: [
            { id: "p1", body: "one", created: "2024" },
            { id: "p2", body: "two", created: "2025" },
          ],
        },
      },
    ],
  },
  {
    name: "a field taken over that another requires",
    subgraphs: {
      old: {
        sdl: `type Query { posts: [Post!]! } type Post @key(fields: "id") { id: ID! created: String! }`,
        resolvers: { Query: { posts: () => POSTS.map(({ id }) => ({ id, created: "wrong" })) }, Post: { __resolveReference: anyone } },
      },
      fresh: {
        sdl: `type Post @key(fields: "id") { id: ID! created: String! @override(from: "old") }`,
        resolvers: { Post: { __resolveReference: byKey(POSTS, "id") } },
      },
      ages: {
        sdl: `type Post @key(fields: "id") { id: ID! created: String! @external age: Int @requires(fields: "created") }`,
        resolvers: { Post: { __resolveReference: anyone, age: ({ created }: { created: string }) => 2026 - Number(created) } },
      },
    },
    cases: [{ asks: "{ posts { age } }", gives: { posts: [{ age: 2 }, { age: 1 }] } }],
  },
  {
    name: "what is inaccessible serves as a key, and can't be asked for",
    subgraphs: {
      posts: {
        sdl: `type Query { posts(draft: Boolean = false @inaccessible): [Post!]! }
          type Post @key(fields: "id secret") { id: ID! secret: String! @inaccessible body: String }`,
        resolvers: { Query: { posts: () => POSTS }, Post: { __resolveReference: byKey(POSTS, "id") } },
      },
      likes: {
        sdl: `type Post @key(fields: "id secret") { id: ID! secret: String! @inaccessible likes: String }`,
        resolvers: { Post: { __resolveReference: anyone, likes: ({ id, secret }: { id: string; secret: string }) => `${id}${secret}` } },
      },
    },
    cases: [
      { asks: "{ posts { likes } }", gives: { posts: [{ likes: "p1s" }, { likes: "p2t" }] } },
      { asks: "{ posts { secret } }", gives: null },
      { asks: "{ posts(draft: true) { id } }", gives: null },
    ],
  },
  {
    name: "provided fields, nested, on an interface and on a union",
    subgraphs: {
      people: {
        sdl: `type Person @key(fields: "id") { id: ID! name: String @shareable home: Home @shareable born: Int }
          type Home @shareable { city: String street: String }`,
        resolvers: {
          Person: {
            __resolveReference: anyone,
            name: () => "from people",
            home: () => ({ city: "from people", street: "Main" }),
            born: () => 1990,
          },
        },
      },
      posts: {
        sdl: `type Query { author: Person @provides(fields: "name home { city }") any: [Being!]! @provides(fields: "... on Person { name }") plain: Person }
          type Person @key(fields: "id") { id: ID! name: String @external home: Home @external }
          type Home @shareable { city: String street: String }
          type Robot { serial: Int }
          union Being = Person | Robot`,
        resolvers: {
          Query: {
            author: () => ({ id: "p1", name: "from posts", home: { city: "from posts" } }),
            any: () => [
              { __typename: "Person", id: "p1", name: "from posts" },
              { __typename: "Robot", serial: 3 },
            ],
            plain: () => ({ id: "p1" }),
          },
          Being: { __resolveType: ownType },
        },
      },
    },
    cases: [
      { asks: "{ author { name home { city } } }", gives: { author: { name: "from posts", home: { city: "from posts" } } } },
      {
        asks: "{ author { name born } plain { name } }",
        gives: { author: { name: "from posts", born: 1990 }, plain: { name: "from people" } },
      },
      { asks: "{ any { ... on Person { name } ... on Robot { serial } } }", gives: { any: [{ name: "from posts" }, { serial: 3 }] } },
    ],
  },
  {
    name: "a shared root object, and a value whose fields stand in several subgraphs",
    subgraphs: {
      one: {
        sdl: `type Query { shop: Shop! @shareable hours: Hours! @shareable } type Shop @shareable { name: String! } type Hours @shareable { open: Int! }`,
        resolvers: { Query: { shop: () => ({ name: "Corner" }), hours: () => ({ open: 8 }) } },
      },
      other: {
        sdl: `type Query { shop: Shop! @shareable } type Shop @shareable { name: String! area: Float }`,
        resolvers: { Query: { shop: () => ({ name: "Corner", area: 40 }) } },
      },
      third: {
        sdl: `type Query { shop: Shop! @shareable } type Shop @shareable { name: String! staff: [String!] }`,
        resolvers: { Query: { shop: () => ({ name: "Corner", staff: ["Ana"] }) } },
      },
    },
    cases: [
      {
        asks: "{ shop { name area staff } hours { open } }",
        gives: { shop: { name: "Corner", area: 40, staff: ["Ana"] }, hours: { open: 8 } },
      },
      {
        asks: "{ one: shop { staff } two: shop { area } __typename }",
        gives: { one: { staff: ["Ana"] }, two: { area: 40 }, __typename: "Query" },
      },
    ],
  },
  {
    name: "a value of an entity that is told by several subgraphs, reached over the entity's key",
    subgraphs: {
      orders: {
        sdl: `type Query { order: Order! } type Order @key(fields: "id") { id: ID! parcel: Parcel! @shareable } type Parcel @shareable { number: Int! }`,
        resolvers: { Query: { order: () => ({ id: "o1" }) }, Order: { __resolveReference: anyone, parcel: () => ({ number: 7 }) } },
      },
      posts: {
        sdl: `type Order @key(fields: "id") { id: ID! parcel: Parcel! @shareable } type Parcel @shareable { number: Int! weight: Float }`,
        resolvers: { Order: { __resolveReference: anyone, parcel: () => ({ number: 7, weight: 1.5 }) } },
      },
    },
    cases: [{ asks: "{ order { parcel { number weight } } }", gives: { order: { parcel: { number: 7, weight: 1.5 } } } }],
  },
  {
    name: "a field moved by degrees goes to whom its label sends it to",
    subgraphs: {
      old: {
        sdl: `type Query { posts: [Post!]! } type Post @key(fields: "id") { id: ID! created: String! body: String }`,
        resolvers: {
          Query: { posts: () => [{ id: "p1", created: "from old", body: "from old" }] },
          Post: { __resolveReference: ({ id }: { id: string }) => ({ id, created: "from old", body: "from old" }) },
        },
      },
      fresh: {
        sdl: `type Post @key(fields: "id") { id: ID!
          created: String! @override(from: "old", label: "percent(100)") body: String @override(from: "old", label: "percent(0)") }`,
        resolvers: { Post: { __resolveReference: anyone, created: () => "from fresh", body: () => "from fresh" } },
      },
    },
    cases: [
      {
        asks: "{ posts { created body } }",
        gives: { posts: [{ created: "from fresh", body: "from old" }] },
        stock: "never moves it",
      },
    ],
  },
  {
    name: "an argument taken from what stands around",
    subgraphs: {
      accounts: {
        sdl: `type Query { accounts: [Account!]! }
          type Account @key(fields: "id") @context(name: "account") { id: ID! currency: String! lines: [Line!]! }
          type Line @key(fields: "id") { id: ID! amount(digits: Int = 2, currency: String @fromContext(field: "$account { currency }")): String! }`,
        resolvers: {
          Query: {
            accounts: () => [
              { id: "a1", currency: "EUR", lines: [{ id: "l1" }] },
              { id: "a2", currency: "KES", lines: [{ id: "l1" }, { id: "l2" }] },
            ],
          },
          Line: {
            __resolveReference: anyone,
            amount: ({ id }: { id: string }, { digits, currency }: { digits: number; currency: string }) => `${id} ${currency} ${digits}`,
          },
        },
      },
    },
    cases: [
      {
        asks: "{ accounts { currency: id lines { amount more: amount(digits: 3) } } }",
        gives: {
          accounts: [
            { currency: "a1", lines: [{ amount: "l1 EUR 2", more: "l1 EUR 3" }] },
            {
              currency: "a2",
              lines: [
                { amount: "l1 KES 2", more: "l1 KES 3" },
                { amount: "l2 KES 2", more: "l2 KES 3" },
              ],
            },
          ],
        },
        stock: "doesn't load such a graph",
      },
      { asks: '{ accounts { lines { amount(currency: "USD") } } }', gives: null, stock: "doesn't load such a graph" },
    ],
  },
];
