import { anyone, byKey, type Feature, ownType } from "./feature";

const PRODUCTS = [
  { __typename: "Book", id: "b1", name: "Networks", similar: ["t1", "b1"] },
  { __typename: "Tool", id: "t1", name: "Crimper", similar: ["b1"] },
];
const product = (id: string) => PRODUCTS.find((known) => known.id === id) ?? null;
const similar = ({ similar: ids }: { similar: string[] }) => ids.map(product);

const ACCOUNTS = [
  { __typename: "User", id: "u1", name: "Ana" },
  { __typename: "Admin", id: "a1", level: 2 },
];
const liking = (like: readonly object[]) => ACCOUNTS.map(({ id }) => ({ id, like }));

/** Interfaces and unions, whole and spread over subgraphs. */
export const ABSTRACT: readonly Feature[] = [
  {
    name: "an interface whose kinds have fields elsewhere, in a circle",
    subgraphs: {
      products: {
        sdl: `type Query { products: [Product!]! }
          interface Product { id: ID! name: String! similar: [Product!]! }
          type Book implements Product @key(fields: "id") { id: ID! name: String! similar: [Product!]! }
          type Tool implements Product @key(fields: "id") { id: ID! name: String! similar: [Product!]! }`,
        resolvers: {
          Query: { products: () => PRODUCTS },
          Product: { __resolveType: ownType },
          Book: { __resolveReference: ({ id }: { id: string }) => product(id), similar },
          Tool: { __resolveReference: ({ id }: { id: string }) => product(id), similar },
        },
      },
      stock: {
        sdl: `interface Product { id: ID! stock: Int }
          type Book implements Product @key(fields: "id") { id: ID! stock: Int pages: Int }
          type Tool implements Product @key(fields: "id") { id: ID! stock: Int power: Float }`,
        resolvers: {
          Product: { __resolveType: ownType },
          Book: { __resolveReference: anyone, stock: () => 3, pages: () => 120 },
          Tool: { __resolveReference: anyone, stock: () => null, power: () => 1.5 },
        },
      },
    },
    cases: [
      {
        asks: "{ products { name ... on Book { pages stock } ... on Tool { power } } }",
        gives: {
          products: [
            { name: "Networks", pages: 120, stock: 3 },
            { name: "Crimper", power: 1.5 },
          ],
        },
      },
      {
        asks: "{ products { similar { similar { __typename ... on Book { pages } } name } } }",
        gives: {
          products: [
            {
              similar: [
                { similar: [{ __typename: "Book", pages: 120 }], name: "Crimper" },
                { similar: [{ __typename: "Tool" }, { __typename: "Book", pages: 120 }], name: "Networks" },
              ],
            },
            { similar: [{ similar: [{ __typename: "Tool" }, { __typename: "Book", pages: 120 }], name: "Networks" }] },
          ],
        },
      },
      {
        asks: "{ products { ... on Product { ... on Tool { kind: __typename } } id: __typename } }",
        gives: { products: [{ id: "Book" }, { kind: "Tool", id: "Tool" }] },
      },
    ],
  },
  {
    name: "a union whose members have fields of one name and other types",
    subgraphs: {
      accounts: {
        sdl: `type Query { accounts: [Account!]! me: User! }
          union Account = User | Admin
          type User @key(fields: "id") { id: ID! name: String! like: [Account!]! }
          type Admin @key(fields: "id") { id: ID level: Int! like: [Account!]! }`,
        resolvers: {
          Query: {
            accounts: () => ACCOUNTS,
            me: () => ({ id: "u1", name: "Ana" }),
          },
          Account: { __resolveType: ownType },
          User: { like: () => ACCOUNTS },
          Admin: { like: () => ACCOUNTS },
        },
      },
      log: {
        sdl: `type User @key(fields: "id") { id: ID seen: String } type Admin @key(fields: "id") { id: ID! seen: Int! }`,
        resolvers: { User: { __resolveReference: anyone, seen: () => "today" }, Admin: { __resolveReference: anyone, seen: () => 7 } },
      },
    },
    cases: [
      {
        asks: "{ accounts { ... on User { id seen } ... on Admin { number: id times: seen } } me { __typename seen } }",
        gives: {
          accounts: [
            { id: "u1", seen: "today" },
            { number: "a1", times: 7 },
          ],
          me: { __typename: "User", seen: "today" },
        },
      },
      {
        asks: `{ accounts { ...A } } fragment A on Account { ... on User { id like { ...B } } ... on Admin { id like { ...B } } }
          fragment B on Account { ... on User { id like { ...C } } ... on Admin { id like { ...C } } }
          fragment C on Account { ... on User { id text: seen } ... on Admin { id number: seen } }`,
        gives: {
          accounts: liking(
            liking([
              { id: "u1", text: "today" },
              { id: "a1", number: 7 },
            ]),
          ),
        },
      },
    ],
  },
  {
    name: "a union's members are told by different subgraphs",
    subgraphs: {
      films: {
        sdl: `type Query { films: [Found!]! shared: [Found!]! @shareable }
          union Found = Film | Book  type Film @key(fields: "id") { id: ID! minutes: Int! } type Book @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            films: () => [
              { __typename: "Film", id: "f1", minutes: 90 },
              { __typename: "Book", id: "b1" },
            ],
            shared: () => [{ __typename: "Book", id: "b1" }],
          },
          Found: { __resolveType: ownType },
        },
      },
      books: {
        sdl: `type Query { books: [Found!]! shared: [Found!]! @shareable }
          union Found = Book | Song  type Book @key(fields: "id") { id: ID! pages: Int! } type Song { notes: Int! }`,
        resolvers: {
          Query: {
            books: () => [
              { __typename: "Song", notes: 12 },
              { __typename: "Book", id: "b1", pages: 40 },
            ],
            shared: () => [{ __typename: "Book", id: "b1", pages: 40 }],
          },
          Found: { __resolveType: ownType },
          Book: { __resolveReference: ({ id }: { id: string }) => ({ id, pages: 40 }) },
        },
      },
    },
    cases: [
      {
        asks: "{ films { __typename ... on Film { minutes } ... on Book { pages } ... on Song { notes } } }",
        gives: {
          films: [
            { __typename: "Film", minutes: 90 },
            { __typename: "Book", pages: 40 },
          ],
        },
      },
      {
        asks: "{ books { ... on Song { notes } ... on Film { minutes } ... on Book { id } } }",
        gives: { books: [{ notes: 12 }, { id: "b1" }] },
      },
      { asks: "{ shared { ... on Book { pages } ... on Film { minutes } } }", gives: { shared: [{ pages: 40 }] } },
    ],
  },
  {
    name: "an object of a type that the public can't see is null, with an error",
    subgraphs: {
      search: {
        sdl: `type Query { found: [Found]! } union Found = Open | Hidden type Open { id: ID! } type Hidden @inaccessible { id: ID! }`,
        resolvers: {
          Query: {
            found: () => [
              { __typename: "Hidden", id: "1" },
              { __typename: "Open", id: "2" },
            ],
          },
          Found: { __resolveType: ownType },
        },
      },
    },
    cases: [
      {
        asks: "{ found { __typename ... on Open { id } } }",
        gives: { found: [null, { __typename: "Open", id: "2" }] },
        errors: ["found.0"],
        stock: "tells no error",
      },
    ],
  },
  {
    name: "an enum is the union of what is answered and the intersection of what is asked",
    subgraphs: {
      one: {
        sdl: `type Query { colours(like: Shade): [Colour]! } enum Colour { RED GREEN SECRET @inaccessible } enum Shade { DARK LIGHT }`,
        resolvers: { Query: { colours: (_: unknown, { like }: { like?: string }) => (like === "DARK" ? ["RED"] : ["GREEN", "SECRET"]) } },
      },
      other: {
        sdl: `type Query { colour(like: Shade): Colour } enum Colour { BLUE } enum Shade { DARK PALE }`,
        resolvers: { Query: { colour: () => "BLUE" } },
      },
    },
    cases: [
      { asks: "{ colours(like: DARK) colour }", gives: { colours: ["RED"], colour: "BLUE" } },
      { asks: "{ colours }", gives: { colours: ["GREEN", null] }, errors: ["colours.1"], stock: "tells no error" },
      { asks: '{ __type(name: "Shade") { enumValues { name } } }', gives: { __type: { enumValues: [{ name: "DARK" }] } } },
    ],
  },
  {
    name: "a node of any type by its id",
    subgraphs: {
      nodes: {
        sdl: `type Query { node(id: ID!): Node } interface Node { id: ID! }
          type Book implements Node @key(fields: "id") { id: ID! } type Shop implements Node @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            node: (_: unknown, { id }: { id: string }) => (id === "gone" ? null : { __typename: id.startsWith("b") ? "Book" : "Shop", id }),
          },
          Node: { __resolveType: ownType },
        },
      },
      books: {
        sdl: 'type Book @key(fields: "id") { id: ID! title: String }',
        resolvers: { Book: { __resolveReference: byKey([{ id: "b1", title: "Networks" }], "id") } },
      },
      shops: {
        sdl: 'type Shop @key(fields: "id") { id: ID! name: String }',
        resolvers: { Shop: { __resolveReference: anyone, name: () => "Corner" } },
      },
    },
    cases: [
      {
        asks: 'query ($id: ID!) { a: node(id: $id) { ...F } b: node(id: "s1") { ...F } c: node(id: "gone") { ...F } } fragment F on Node { __typename id ... on Book { title } ... on Shop { name } }',
        variables: { id: "b1" },
        gives: { a: { __typename: "Book", id: "b1", title: "Networks" }, b: { __typename: "Shop", id: "s1", name: "Corner" }, c: null },
      },
    ],
  },
];
