import { anyone, byKey, type Feature } from "./feature";

const GOODS = [
  { id: "g1", price: 10, kind: { mean: 10 } },
  { id: "g2", price: 40, kind: { mean: 20 } },
];
const inCoin = (amount: number, coin: string) => (coin === "EUR" ? amount * 2 : amount);
type Money = { coin: string };

/** What fields need of others: nested, in circles, with arguments within; and what of the provided is asked. */
export const NEEDED: readonly Feature[] = [
  {
    name: "a field of a value is required with an argument, beside the same field of the entity with others",
    subgraphs: {
      goods: {
        sdl: `type Query { goods: [Good!]! } type Good @key(fields: "id") { id: ID! price(coin: String!): Int weight: Int kind: Kind }
          type Kind { mean(coin: String!): Int }`,
        resolvers: {
          Query: { goods: () => GOODS },
          Good: {
            __resolveReference: byKey(GOODS, "id"),
            weight: () => 2,
            price: ({ price }: { price: number }, { coin }: Money) => inCoin(price, coin),
          },
          Kind: { mean: ({ mean }: { mean: number }, { coin }: Money) => inCoin(mean, coin) },
        },
      },
      posts: {
        sdl: `type Good @key(fields: "id") {
            id: ID! weight: Int @external price(coin: String!): Int @external kind: Kind @external
            postage: Int @requires(fields: "price(coin: \\"USD\\") weight")
            euros: Int @requires(fields: "price(coin: \\"EUR\\") weight")
            dear: Boolean @requires(fields: "kind { mean(coin: \\"USD\\") }")
            dearer: String @requires(fields: "kind { mean(coin: \\"EUR\\") }")
          }
          type Kind @external { mean(coin: String!): Int }`,
        resolvers: {
          Good: {
            __resolveReference: anyone,
            postage: ({ price, weight }: { price: number; weight: number }) => price * weight,
            euros: ({ price, weight }: { price: number; weight: number }) => price * weight,
            dear: ({ kind }: { kind: { mean: number } }) => kind.mean > 15,
            dearer: ({ kind }: { kind: { mean: number } }) => `more than ${kind.mean}`,
          },
        },
      },
    },
    cases: [
      {
        asks: "{ goods { id postage euros dear } }",
        gives: {
          goods: [
            { id: "g1", postage: 20, euros: 40, dear: false },
            { id: "g2", postage: 80, euros: 160, dear: true },
          ],
        },
        stock: "takes one price for both postages",
      },
      {
        asks: '{ goods { dearer dear kind { mean(coin: "EUR") } } }',
        gives: {
          goods: [
            { dearer: "more than 20", dear: false, kind: { mean: 20 } },
            { dearer: "more than 40", dear: true, kind: { mean: 40 } },
          ],
        },
        stock: "takes one mean for all",
      },
    ],
  },
  {
    name: "a requirement of other entities' fields, which another one requires in turn",
    subgraphs: {
      posts: {
        sdl: `type Query { feed: [Post] } type Post @key(fields: "id") { id: ID! authorId: ID @external author: Author @requires(fields: "authorId") }
          type Comment @key(fields: "id") { id: ID! authorId: ID } type Author { id: ID! name: String }`,
        resolvers: {
          Query: { feed: () => [{ id: "p1" }, { id: "p2" }] },
          Post: {
            __resolveReference: anyone,
            author: ({ authorId }: { authorId: string }) => ({ id: authorId, name: `name of ${authorId}` }),
          },
          Comment: { __resolveReference: anyone, authorId: ({ id }: { id: string }) => `author of ${id}` },
        },
      },
      comments: {
        sdl: `type Post @key(fields: "id") { id: ID! comments(first: Int!): [Comment] authorId: ID @requires(fields: "comments(first: 3) { authorId }") }
          type Comment @key(fields: "id") { id: ID! authorId: ID @external body: String }`,
        resolvers: {
          Post: {
            __resolveReference: anyone,
            comments: ({ id }: { id: string }, { first }: { first: number }) =>
              Array.from({ length: first }, (_, index) => ({ id: `${id}c${index}`, body: "well" })),
            authorId: ({ comments }: { comments: { authorId: string }[] }) => `${comments.length}, ${comments.at(-1)?.authorId}`,
          },
          Comment: { __resolveReference: anyone },
        },
      },
    },
    cases: [
      {
        asks: "{ feed { author { id } } }",
        gives: { feed: [{ author: { id: "3, author of p1c2" } }, { author: { id: "3, author of p2c2" } }] },
      },
      {
        asks: "query ($first: Int = 1) { feed { author { name } ...A ...B } } fragment A on Post { comments(first: $first) { id } } fragment B on Post { comments(first: $first) { body } }",
        gives: {
          feed: ["p1", "p2"].map((id) => ({
            author: { name: `name of 3, author of ${id}c2` },
            comments: [{ id: `${id}c0`, body: "well" }],
          })),
        },
        stock: "answers the three comments that are required where one was asked",
      },
    ],
  },
  {
    name: "two subgraphs that require each other's fields",
    subgraphs: {
      posts: {
        sdl: `type Query { posts: [Post] } type Post @key(fields: "id") { id: ID! novice: Boolean! @external expert: Boolean! @requires(fields: "novice") }
          type Author @key(fields: "id") { id: ID! years: Int! }`,
        resolvers: {
          Query: { posts: () => [{ id: "p1" }, { id: "p2" }] },
          Post: { __resolveReference: anyone, expert: ({ novice }: { novice: boolean }) => !novice },
          Author: { __resolveReference: anyone, years: ({ id }: { id: string }) => (id === "a1" ? 1 : 20) },
        },
      },
      authors: {
        sdl: `type Post @key(fields: "id") { id: ID! author: Author! novice: Boolean! @requires(fields: "author { years }") }
          type Author @key(fields: "id") { id: ID! years: Int! @external }`,
        resolvers: {
          Post: {
            __resolveReference: anyone,
            author: ({ id }: { id: string }) => ({ id: id.replace("p", "a") }),
            novice: ({ author }: { author: { years: number } }) => author.years < 5,
          },
          Author: { __resolveReference: anyone },
        },
      },
    },
    cases: [
      { asks: "{ posts { novice } }", gives: { posts: [{ novice: true }, { novice: false }] } },
      { asks: "{ posts { expert } }", gives: { posts: [{ expert: false }, { expert: true }] } },
    ],
  },
  {
    name: "of what is provided only what is asked is fetched, and of its owner only the rest",
    subgraphs: {
      owners: {
        sdl: 'type Thing @key(fields: "id") { id: ID! name: String! @shareable about: String! @shareable more: String! }',
        resolvers: { Thing: { __resolveReference: anyone, name: never, about: never, more: ({ id }: { id: string }) => `more of ${id}` } },
      },
      things: {
        sdl: `type Query { thing: Thing @provides(fields: "name about") things: [Thing!]! @provides(fields: "name about") }
          type Thing @key(fields: "id") { id: ID! name: String! @external about: String! @external }`,
        resolvers: {
          Query: { thing: () => ({ id: "1", name: "One" }), things: () => [{ id: "1", name: "One" }] },
          Thing: { __resolveReference: never, about: never },
        },
      },
    },
    cases: [
      { asks: "{ thing { id } }", gives: { thing: { id: "1" } } },
      { asks: "{ thing { id shown: name } }", gives: { thing: { id: "1", shown: "One" } } },
      {
        asks: "{ thing { name more } things { ... { name } ... { more } } }",
        gives: { thing: { name: "One", more: "more of 1" }, things: [{ name: "One", more: "more of 1" }] },
      },
      { asks: "{ thing { id ... on Thing @skip(if: true) { about } ... @include(if: false) { about } } }", gives: { thing: { id: "1" } } },
    ],
  },
];

function never(): never {
  throw new Error("this isn't to be asked");
}
