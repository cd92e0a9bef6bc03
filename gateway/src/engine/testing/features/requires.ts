import { anyone, byKey, type Feature, ownType } from "./feature";

const ITEMS = [
  { id: "i1", price: 10, weight: 2 },
  { id: "i2", price: 20, weight: null },
];
const inCurrency = (price: number, currency: string) => (currency === "USD" ? price * 2 : price);

/** Fields that need others' before they can be told. */
export const REQUIRES: readonly Feature[] = [
  {
    name: "a field requires those of another subgraph, in a chain and around",
    subgraphs: {
      items: {
        sdl: `type Query { items: [Item!]! }
          type Item @key(fields: "id") { id: ID! weight: Int label: String @external tag: String @requires(fields: "label") }`,
        resolvers: {
          Query: { items: () => ITEMS },
          Item: {
            __resolveReference: (given: { id: string }) => ({ ...ITEMS.find(({ id }) => id === given.id), ...given }),
            tag: ({ label }: { label: string }) => `<${label}>`,
          },
        },
      },
      posts: {
        sdl: `type Item @key(fields: "id") { id: ID! weight: Int @external postage: Int @requires(fields: "weight") }`,
        resolvers: { Item: { __resolveReference: anyone, postage: ({ weight }: { weight: number | null }) => (weight ?? 0) * 100 } },
      },
      labels: {
        sdl: `type Item @key(fields: "id") { id: ID! postage: Int @external label: String @requires(fields: "postage") }`,
        resolvers: { Item: { __resolveReference: anyone, label: ({ postage }: { postage: number }) => `costs ${postage}` } },
      },
    },
    cases: [
      { asks: "{ items { postage } }", gives: { items: [{ postage: 200 }, { postage: 0 }] } },
      { asks: "{ items { tag } }", gives: { items: [{ tag: "<costs 200>" }, { tag: "<costs 0>" }] } },
      {
        asks: "{ items { tag label weight postage: id } }",
        gives: {
          items: [
            { tag: "<costs 200>", label: "costs 200", weight: 2, postage: "i1" },
            { tag: "<costs 0>", label: "costs 0", weight: null, postage: "i2" },
          ],
        },
        stock: "takes the id for the postage, because the client's alias shadows it",
      },
    ],
  },
  {
    name: "a required field with an argument, which the client and another field give otherwise",
    subgraphs: {
      items: {
        sdl: 'type Query { items: [Item!]! } type Item @key(fields: "id") { id: ID! price(currency: String = "EUR"): Int! }',
        resolvers: {
          Query: { items: () => ITEMS },
          Item: {
            __resolveReference: byKey(ITEMS, "id"),
            price: ({ price }: { price: number }, { currency }: { currency: string }) => inCurrency(price, currency),
          },
        },
      },
      taxes: {
        sdl: `type Item @key(fields: "id") {
            id: ID!
            price(currency: String = "EUR"): Int! @external
            euroTax: Int @requires(fields: "price(currency: \\"EUR\\")")
            dollarTax: Int @requires(fields: "price(currency: \\"USD\\")")
          }`,
        resolvers: {
          Item: {
            __resolveReference: anyone,
            euroTax: ({ price }: { price: number }) => price + 1,
            dollarTax: ({ price }: { price: number }) => price + 2,
          },
        },
      },
    },
    cases: [
      { asks: "{ items { dollarTax } }", gives: { items: [{ dollarTax: 22 }, { dollarTax: 42 }] } },
      {
        asks: '{ items { price(currency: "EUR") dollarTax } }',
        gives: {
          items: [
            { price: 10, dollarTax: 22 },
            { price: 20, dollarTax: 42 },
          ],
        },
        stock: "takes the price that the client asked for the one that is required",
      },
      {
        asks: "{ items { euroTax dollarTax } }",
        gives: {
          items: [
            { euroTax: 11, dollarTax: 22 },
            { euroTax: 21, dollarTax: 42 },
          ],
        },
        stock: "takes one price for both taxes",
      },
    ],
  },
  {
    name: "a required interface, with fragments for its kinds",
    subgraphs: {
      rooms: {
        sdl: `type Query { rooms: [Room!]! }
          type Room @key(fields: "id") { id: ID! door: Door furniture: [Thing!]! }
          interface Door { width: Int! } type Gate implements Door { width: Int! locks: Int! } type Arch implements Door { width: Int! }
          union Thing = Chair | Table type Chair { legs: Int! } type Table { seats: Int! }`,
        resolvers: {
          Query: {
            rooms: () => [
              {
                id: "r1",
                door: { __typename: "Gate", width: 1, locks: 2 },
                furniture: [
                  { __typename: "Chair", legs: 4 },
                  { __typename: "Table", seats: 6 },
                ],
              },
              { id: "r2", door: { __typename: "Arch", width: 3 }, furniture: [] },
            ],
          },
          Door: { __resolveType: ownType },
          Thing: { __resolveType: ownType },
        },
      },
      plans: {
        sdl: `type Room @key(fields: "id") {
            id: ID! door: Door @external furniture: [Thing!]! @external
            plan: String @requires(fields: "door { width ... on Gate { locks } } furniture { ... on Chair { legs } ... on Table { seats } }")
          }
          interface Door { width: Int! } type Gate implements Door @external { width: Int! locks: Int! } type Arch implements Door @external { width: Int! }
          union Thing = Chair | Table type Chair @external { legs: Int! } type Table @external { seats: Int! }`,
        resolvers: {
          Room: {
            __resolveReference: anyone,
            plan: ({ door, furniture }: { door: { width: number; locks?: number }; furniture: { legs?: number; seats?: number }[] }) =>
              `${door.width}/${door.locks ?? "none"}: ${furniture.map(({ legs, seats }) => legs ?? seats).join(" ")}`,
          },
        },
      },
    },
    cases: [
      { asks: "{ rooms { plan } }", gives: { rooms: [{ plan: "1/2: 4 6" }, { plan: "3/none: " }] } },
      {
        asks: "{ rooms { door { locks: width } plan } }",
        gives: {
          rooms: [
            { door: { locks: 1 }, plan: "1/2: 4 6" },
            { door: { locks: 3 }, plan: "3/none: " },
          ],
        },
        stock: "reads the width as the locks, which the client called it",
      },
    ],
  },
  {
    name: "a required field whose subgraph fails is sent as null, with the failure told",
    subgraphs: {
      items: {
        sdl: 'type Query { items: [Item!]! } type Item @key(fields: "id") { id: ID! weight: Int }',
        resolvers: {
          Query: { items: () => [{ id: "i1" }] },
          Item: { weight: () => Promise.reject(new Error("the scales are broken")) },
        },
      },
      posts: {
        sdl: 'type Item @key(fields: "id") { id: ID! weight: Int @external postage: String @requires(fields: "weight") }',
        resolvers: { Item: { __resolveReference: anyone, postage: ({ weight }: { weight: number | null }) => `for ${weight}` } },
      },
    },
    cases: [
      {
        asks: "{ items { postage } }",
        gives: { items: [{ postage: "for null" }] },
        errors: ["items.0"],
        stock: "names a field in the error's path that nobody asked",
      },
    ],
  },
];
