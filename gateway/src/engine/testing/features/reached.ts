import { anyone, anyoneWith, byKey, type Feature, notByNull } from "./feature";

const PARTS = [
  { id: "p1", number: "n1", code: { letter: "a", digit: "1", check: "x" }, name: "Relay" },
  { id: "p2", number: "n2", code: { letter: "b", digit: "2", check: "y" }, name: "Coil" },
];
const TITLES = [
  { number: "t1", shelf: "s1", writer: "Ana" },
  { number: "t2", shelf: "s2", writer: "Bo" },
];
const LINES = [
  { id: "l1", lot: "m1" },
  { id: "l2", lot: "m2" },
];

/** Entities that are reached over keys of several forms, and over subgraphs between. */
export const REACHED: readonly Feature[] = [
  {
    name: "many keys of one type, of which each subgraph resolves another, and a requirement beside them",
    subgraphs: {
      parts: {
        sdl: `type Part @key(fields: "id") @key(fields: "number", resolvable: false) @key(fields: "code { letter digit }", resolvable: false)
            @key(fields: "id code { digit check }", resolvable: false) { id: ID! number: ID! code: Code! name: String! }
          type Code { letter: ID! digit: ID! check: ID! }`,
        resolvers: { Part: { __resolveReference: byKey(PARTS, "id") } },
      },
      kits: {
        sdl: `type Query { kit: Kit } type Kit @key(fields: "id") { id: ID! parts: [Part!]! }
          type Part @key(fields: "code { letter digit }", resolvable: false) @key(fields: "id code { digit check }")
            @key(fields: "number", resolvable: false) @key(fields: "id", resolvable: false) {
            id: ID! number: ID! code: Code! name: String! @external label: String! @requires(fields: "name")
          }
          type Code { letter: ID! digit: ID! check: ID! }`,
        resolvers: {
          Query: { kit: () => ({ id: "k1", parts: PARTS.map(({ name: _, ...part }) => part) }) },
          Part: {
            __resolveReference: ({ id, code, name }: { id: string; code?: { check?: string }; name?: string }) => {
              if (code?.check === undefined) throw new Error("a representation without its key");
              return { ...PARTS.find((part) => part.id === id), name };
            },
            label: ({ name, id }: { name?: string; id: string }) => `${id}: ${name}`,
          },
        },
      },
    },
    cases: [
      {
        asks: "{ kit { id parts { id name label } } }",
        gives: {
          kit: {
            id: "k1",
            parts: [
              { id: "p1", name: "Relay", label: "p1: Relay" },
              { id: "p2", name: "Coil", label: "p2: Coil" },
            ],
          },
        },
        stock: "can't plan it",
      },
    ],
  },
  {
    name: "a chain of keys that ends where a subgraph between doesn't know the entity",
    subgraphs: {
      boxes: {
        sdl: 'type Query { boxes: [Box] } type Box { title: Title } type Title @key(fields: "number") { number: ID! }',
        resolvers: {
          Query: { boxes: () => ["t1", "gone", "t2"].map((number) => ({ title: { number } })) },
          Title: { __resolveReference: anyone },
        },
      },
      shelves: {
        sdl: 'type Title @key(fields: "shelf") @key(fields: "number") { shelf: ID! number: ID! }',
        resolvers: { Title: { __resolveReference: byKey(TITLES, "number", "shelf") } },
      },
      writers: {
        sdl: 'type Title @key(fields: "shelf") { shelf: ID! writer: Writer } type Writer { name: String }',
        resolvers: {
          Title: {
            __resolveReference: notByNull("shelf", byKey(TITLES, "shelf")),
            writer: ({ writer }: { writer: string }) => ({ name: writer }),
          },
        },
      },
    },
    cases: [
      {
        asks: "{ boxes { title { number writer { name } } } }",
        gives: {
          boxes: [
            { title: { number: "t1", writer: { name: "Ana" } } },
            { title: { number: "gone", writer: null } },
            { title: { number: "t2", writer: { name: "Bo" } } },
          ],
        },
      },
    ],
  },
  {
    name: "an entity within a value that two subgraphs tell, with a part that a third one has",
    subgraphs: {
      orders: {
        sdl: 'type Query { order(id: ID!): Order } type Order @key(fields: "id") { id: ID name: String }',
        resolvers: { Query: { order: (_: unknown, { id }: { id: string }) => ({ id, name: `Order ${id}` }) } },
      },
      details: {
        sdl: `type Order @key(fields: "id") { id: ID @external kind: Kind @shareable } type Kind { about: String }`,
        resolvers: { Order: { __resolveReference: anyone, kind: ({ id }: { id: string }) => ({ about: `about ${id}` }) } },
      },
      kinds: {
        sdl: `type Order @key(fields: "id") { id: ID @external kind: Kind @shareable } type Kind { id: ID @shareable }`,
        resolvers: { Order: { __resolveReference: anyone, kind: () => ({ id: 3 }) } },
      },
      names: {
        sdl: 'type Kind @key(fields: "id") { id: ID name: String }',
        resolvers: { Kind: { __resolveReference: anyone, name: ({ id }: { id: string }) => `Kind ${id}` } },
      },
    },
    cases: [
      {
        asks: '{ order(id: "1") { id name kind { id name about } } }',
        gives: { order: { id: "1", name: "Order 1", kind: { id: "3", name: "Kind 3", about: "about 1" } } },
      },
    ],
  },
  {
    name: "keys with lists of objects, each subgraph with another part of them",
    subgraphs: {
      lines: {
        sdl: `type Query { bill: Bill } type Bill @key(fields: "lines { id }") { lines: [Line!]! } type Line @key(fields: "id") { id: String! }`,
        resolvers: { Query: { bill: () => ({ lines: LINES.map(({ id }) => ({ id })) }) }, Line: { __resolveReference: anyone } },
      },
      lots: {
        sdl: 'type Line @key(fields: "id") @key(fields: "id lot") { id: String! lot: String! }',
        resolvers: { Line: { __resolveReference: byKey(LINES, "id") } },
      },
      picked: {
        sdl: `type Bill @key(fields: "lines { id lot }") { lines: [Line!]! first: Line @shareable last: Line @shareable }
          type Line @key(fields: "id lot") { id: String! lot: String }`,
        resolvers: {
          Bill: {
            __resolveReference: ({ lines }: { lines: typeof LINES }) => {
              const known = LINES.filter(({ id, lot }) => lines.some((line) => line.id === id && line.lot === lot));
              return { lines: known, first: known[0], last: known.at(-1) };
            },
          },
        },
      },
      prices: {
        sdl: `type Bill @key(fields: "lines { id lot } last { id }") { lines: [Line!]! first: Line @shareable last: Line @shareable total: Int }
          type Line @key(fields: "id lot") { id: String! lot: String price: Int }`,
        resolvers: {
          Bill: {
            __resolveReference: ({ lines, last }: { lines: typeof LINES; last: { id: string } }) => ({
              lines,
              first: lines[0],
              last: LINES.find(({ id }) => id === last.id),
              total: lines.length * 10,
            }),
          },
          Line: { __resolveReference: anyoneWith("lot"), price: () => 10 },
        },
      },
    },
    cases: [
      {
        asks: "{ bill { lines { id price } first { id price } last { lot } total } }",
        gives: {
          bill: {
            lines: [
              { id: "l1", price: 10 },
              { id: "l2", price: 10 },
            ],
            first: { id: "l1", price: 10 },
            last: { lot: "m2" },
            total: 20,
          },
        },
      },
    ],
  },
  {
    name: "of an external key of Federation 1, whoever was reached over another key tells",
    subgraphs: {
      goods: {
        federation1: true,
        sdl: 'type Query { good: Good } type Good @key(fields: "id") { id: ID! name: String group: ID }',
        resolvers: { Query: { good: () => ({ id: "g1", name: "Rope", group: "G" }) } },
      },
      prices: {
        federation1: true,
        sdl: `type Query { priced: Good } extend type Good @key(fields: "id name") @key(fields: "bar") {
          id: ID @external name: String @external bar: String @external price: Float! }`,
        resolvers: {
          Query: { priced: () => ({ id: "g1", name: "Rope", bar: "||", price: 1.5 }) },
          Good: {
            __resolveReference: ({ id, name }: { id?: string; name?: string }) =>
              id === "g1" && name === "Rope" ? { id, name, bar: "||", price: 1.5 } : null,
          },
        },
      },
    },
    cases: [
      { asks: "{ good { id group price bar name } }", gives: { good: { id: "g1", group: "G", price: 1.5, bar: "||", name: "Rope" } } },
      { asks: "{ priced { bar price } }", gives: { priced: { bar: "||", price: 1.5 } } },
    ],
  },
];
