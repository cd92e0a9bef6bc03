import { anyone, byKey, type Feature, notByNull } from "./feature";

const BOOKS = [
  { id: "b1", isbn: "111", title: "Networks" },
  { id: "b2", isbn: "222", title: "Protocols" },
];

/** Entities by their keys: one, several, nested, shadowed, missing. */
export const KEYS: readonly Feature[] = [
  {
    name: "an entity's fields come from another subgraph",
    subgraphs: {
      books: {
        sdl: 'type Query { books: [Book!]! } type Book @key(fields: "id") { id: ID! title: String! }',
        resolvers: { Query: { books: () => BOOKS }, Book: { __resolveReference: byKey(BOOKS, "id") } },
      },
      ratings: {
        sdl: 'type Book @key(fields: "id") { id: ID! rating: Int }',
        resolvers: { Book: { __resolveReference: anyone, rating: ({ id }: { id: string }) => (id === "b1" ? 5 : null) } },
      },
    },
    cases: [
      {
        asks: "{ books { title rating } }",
        gives: {
          books: [
            { title: "Networks", rating: 5 },
            { title: "Protocols", rating: null },
          ],
        },
      },
      {
        asks: "{ books { id: title rating } }",
        gives: {
          books: [
            { id: "Networks", rating: 5 },
            { id: "Protocols", rating: null },
          ],
        },
        stock: "sends the title as the key, because the client's alias shadows it",
      },
      {
        asks: "{ books { __typename: title rating } }",
        gives: {
          books: [
            { __typename: "Networks", rating: 5 },
            { __typename: "Protocols", rating: null },
          ],
        },
        stock: "sends the title as the type's name",
      },
      {
        asks: "{ __proto__: books { __proto__: rating } }",
        gives: JSON.parse('{ "__proto__": [{ "__proto__": 5 }, { "__proto__": null }] }'),
      },
    ],
  },
  {
    name: "a nested key of several fields, and a list within a key",
    subgraphs: {
      carts: {
        sdl: `
          type Query { carts: [Cart!]! }
          type Cart @key(fields: "owner { name { first last } } items { sku }") { owner: Owner! items: [Item!]! }
          type Owner @shareable { name: Name! }
          type Name @shareable { first: String! last: String! }
          type Item @key(fields: "sku") { sku: ID! }`,
        resolvers: { Query: { carts: () => [{ owner: { name: { first: "Ana", last: "Bo" } }, items: [{ sku: "s1" }, { sku: "s2" }] }] } },
      },
      totals: {
        sdl: `
          type Cart @key(fields: "owner { name { first last } } items { sku }") { owner: Owner! items: [Item!]! total: String }
          type Owner @shareable { name: Name! }
          type Name @shareable { first: String! last: String! }
          type Item @key(fields: "sku") { sku: ID! weight: Int }`,
        resolvers: {
          Item: { __resolveReference: anyone, weight: ({ sku }: { sku: string }) => (sku === "s1" ? 3 : 4) },
          Cart: { __resolveReference: anyone, total: (cart: unknown) => JSON.stringify(cart).replace(/"/g, "'") },
        },
      },
    },
    cases: [
      {
        asks: "{ carts { total } }",
        gives: {
          carts: [{ total: "{'__typename':'Cart','owner':{'name':{'first':'Ana','last':'Bo'}},'items':[{'sku':'s1'},{'sku':'s2'}]}" }],
        },
      },
      { asks: "{ carts { items { weight } } }", gives: { carts: [{ items: [{ weight: 3 }, { weight: 4 }] }] } },
    ],
  },
  {
    name: "a chain of keys leads over a third subgraph",
    subgraphs: {
      catalogue: {
        sdl: 'type Query { books: [Book!]! } type Book @key(fields: "id") { id: ID! }',
        resolvers: { Query: { books: () => BOOKS.map(({ id }) => ({ id })) }, Book: { __resolveReference: anyone } },
      },
      numbers: {
        sdl: 'type Book @key(fields: "id") @key(fields: "isbn") { id: ID! isbn: ID! }',
        resolvers: { Book: { __resolveReference: byKey(BOOKS, "id", "isbn") } },
      },
      shops: {
        sdl: 'type Book @key(fields: "isbn") { isbn: ID! price: Int! } type Query { offer: Book }',
        resolvers: {
          Query: { offer: () => ({ isbn: "222" }) },
          Book: { __resolveReference: anyone, price: ({ isbn }: { isbn: string }) => Number(isbn) },
        },
      },
    },
    cases: [
      { asks: "{ books { price } }", gives: { books: [{ price: 111 }, { price: 222 }] } },
      { asks: "{ offer { id isbn } }", gives: { offer: { id: "b2", isbn: "222" } } },
    ],
  },
  {
    name: "a key that is null leads nowhere, without an error",
    subgraphs: {
      people: {
        sdl: 'type Query { people: [Person!]! } type Person @key(fields: "mail") { mail: String name: String! }',
        resolvers: {
          Query: {
            people: () => [
              { mail: "a@x", name: "Ana" },
              { mail: null, name: "Bo" },
            ],
          },
          Person: { __resolveReference: anyone },
        },
      },
      accounts: {
        sdl: 'type Person @key(fields: "mail") { mail: String account: String }',
        resolvers: {
          Person: {
            __resolveReference: notByNull("mail", anyone),
            account: ({ mail }: { mail: string }) => `account of ${mail}`,
          },
        },
      },
    },
    cases: [
      {
        asks: "{ people { name account } }",
        gives: {
          people: [
            { name: "Ana", account: "account of a@x" },
            { name: "Bo", account: null },
          ],
        },
        stock: "asks by a key that is null",
      },
    ],
  },
  {
    name: "an entity that a subgraph only names can't be asked of it",
    subgraphs: {
      orders: {
        sdl: 'type Query { order: Order } type Order { buyer: Person } type Person @key(fields: "id", resolvable: false) { id: ID! }',
        resolvers: { Query: { order: () => ({ buyer: { id: "p1" } }) } },
      },
      people: {
        sdl: 'type Query { person: Person } type Person @key(fields: "id") { id: ID! name: String }',
        resolvers: {
          Query: { person: () => ({ id: "p1", name: "Ana" }) },
          Person: { __resolveReference: () => ({ id: "p1", name: "Ana" }) },
        },
      },
    },
    cases: [{ asks: "{ order { buyer { name } } person { id } }", gives: { order: { buyer: { name: "Ana" } }, person: { id: "p1" } } }],
  },
  {
    name: "an unknown entity is null, and takes what may not be null with it",
    subgraphs: {
      books: {
        sdl: 'type Query { books: [Book]! } type Book @key(fields: "id") { id: ID! }',
        resolvers: { Query: { books: () => [{ id: "b1" }, { id: "gone" }] } },
      },
      shops: {
        sdl: 'type Book @key(fields: "id") { id: ID! price: Int! shelf: String }',
        resolvers: { Book: { __resolveReference: byKey([{ id: "b1", price: 7, shelf: "A" }], "id") } },
      },
    },
    cases: [
      {
        asks: "{ books { id shelf } }",
        gives: {
          books: [
            { id: "b1", shelf: "A" },
            { id: "gone", shelf: null },
          ],
        },
      },
      {
        asks: "{ books { id price } }",
        gives: { books: [{ id: "b1", price: 7 }, null] },
        errors: ["books.1.price"],
        stock: "tells no error",
      },
    ],
  },
  {
    name: "keys of which a subgraph resolves only one",
    subgraphs: {
      books: {
        sdl: 'type Query { books: [Book!]! } type Book @key(fields: "id", resolvable: false) @key(fields: "isbn") { id: ID! isbn: ID! title: String }',
        resolvers: { Query: { books: () => BOOKS }, Book: { __resolveReference: byKey(BOOKS, "isbn") } },
      },
      loans: {
        sdl: 'type Query { loan: Book } type Book @key(fields: "id") @key(fields: "isbn", resolvable: false) { id: ID! isbn: ID! lent: Boolean }',
        resolvers: {
          Query: { loan: () => ({ id: "b2", isbn: "222" }) },
          Book: { __resolveReference: byKey([{ id: "b1", isbn: "111", lent: true }], "id") },
        },
      },
    },
    cases: [
      { asks: "{ books { lent } loan { title } }", gives: { books: [{ lent: true }, { lent: null }], loan: { title: "Protocols" } } },
    ],
  },
  {
    name: "keys of every form for one type, each led to by another",
    subgraphs: {
      plain: {
        sdl: 'type Query { things: [Thing!]! } type Thing @key(fields: "id") { id: ID! }',
        resolvers: { Query: { things: () => [{ id: "1" }, { id: "2" }] }, Thing: { __resolveReference: anyone } },
      },
      pairs: {
        sdl: `type Thing @key(fields: "id") @key(fields: "pair { one two }") { id: ID! pair: Pair! } type Pair @shareable { one: ID! two: ID! three: ID! }`,
        resolvers: {
          Thing: { __resolveReference: ({ id }: { id: string }) => ({ id, pair: { one: `${id}a`, two: `${id}b`, three: `${id}c` } }) },
        },
      },
      halves: {
        sdl: `type Thing @key(fields: "pair { two one }") { pair: Pair! left: Half! } type Pair @shareable { one: ID! two: ID! } type Half @key(fields: "code") { code: ID! }`,
        resolvers: { Thing: { __resolveReference: anyone, left: ({ pair }: { pair: { one: string } }) => ({ code: pair.one }) } },
      },
      codes: {
        sdl: 'type Half @key(fields: "code") { code: ID! meaning: String }',
        resolvers: { Half: { __resolveReference: anyone, meaning: ({ code }: { code: string }) => `means ${code}` } },
      },
    },
    cases: [
      {
        asks: "{ things { left { meaning } } }",
        gives: { things: [{ left: { meaning: "means 1a" } }, { left: { meaning: "means 2a" } }] },
      },
      {
        asks: "{ things { pair { two: one one: two } id: __typename left { code } } }",
        gives: {
          things: [
            { pair: { two: "1a", one: "1b" }, id: "Thing", left: { code: "1a" } },
            { pair: { two: "2a", one: "2b" }, id: "Thing", left: { code: "2a" } },
          ],
        },
        stock: "swaps the key's parts, which the client renamed",
      },
    ],
  },
];
