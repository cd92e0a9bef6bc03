import { anyone, anyoneWith, byKey, type Feature, ownType } from "./feature";

const MEDIA = [
  { __typename: "Book", id: "b1", title: "Networks", pages: 100 },
  { __typename: "Film", id: "f1", title: "Cables", minutes: 90 },
];

const catalogue = {
  sdl: `type Query { medias: [Media!]! }
    interface Media @key(fields: "id") { id: ID! title: String! }
    type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int! }
    type Film implements Media @key(fields: "id") { id: ID! title: String! minutes: Int! }`,
  resolvers: {
    Query: { medias: () => MEDIA },
    Media: { __resolveType: ownType, __resolveReference: byKey(MEDIA, "id") },
    Book: { __resolveReference: byKey(MEDIA, "id") },
    Film: { __resolveReference: byKey(MEDIA, "id") },
  },
};
const stars: Readonly<Record<string, number>> = { b1: 4, f1: 2 };

/** Subgraphs that know an interface as one object, whatever its kinds are elsewhere. */
export const INTERFACE_OBJECTS: readonly Feature[] = [
  {
    name: "an interface object adds a field to every kind",
    subgraphs: {
      catalogue,
      ratings: {
        sdl: `type Query { best: Media! rated: [Media!]! } type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int! }`,
        resolvers: {
          Query: { best: () => ({ id: "b1" }), rated: () => [{ id: "f1" }, { id: "b1" }] },
          Media: { __resolveReference: anyone, stars: ({ id }: { id: string }) => stars[id] },
        },
      },
    },
    cases: [
      {
        asks: "{ medias { title stars } }",
        gives: {
          medias: [
            { title: "Networks", stars: 4 },
            { title: "Cables", stars: 2 },
          ],
        },
      },
      {
        asks: "{ best { __typename title stars ... on Book { pages } ... on Film { minutes } } }",
        gives: { best: { __typename: "Book", title: "Networks", stars: 4, pages: 100 } },
      },
      {
        asks: "{ rated { ... on Film { stars minutes } ... on Book { pages } } }",
        gives: { rated: [{ stars: 2, minutes: 90 }, { pages: 100 }] },
      },
      {
        asks: "{ rated { id stars } best { kind: __typename } }",
        gives: {
          rated: [
            { id: "f1", stars: 2 },
            { id: "b1", stars: 4 },
          ],
          best: { kind: "Book" },
        },
      },
      { asks: "{ medias { ... on Film { stars } id } }", gives: { medias: [{ id: "b1" }, { stars: 2, id: "f1" }] } },
    ],
  },
  {
    name: "an interface object's field requires one of the kinds'",
    subgraphs: {
      catalogue,
      headlines: {
        sdl: `type Query { news: [Media!]! }
          type Media @key(fields: "id") @interfaceObject { id: ID! title: String! @external headline: String @requires(fields: "title") }`,
        resolvers: {
          Query: { news: () => [{ id: "f1" }, { id: "b1" }] },
          Media: { __resolveReference: anyoneWith("id"), headline: ({ title }: { title: string }) => `${title}!` },
        },
      },
    },
    cases: [
      { asks: "{ medias { headline } }", gives: { medias: [{ headline: "Networks!" }, { headline: "Cables!" }] } },
      {
        asks: "{ news { ... on Book { headline } ... on Film { minutes } } }",
        gives: { news: [{ minutes: 90 }, { headline: "Networks!" }] },
        stock: "sends a film without its key, and tells an error",
      },
    ],
  },
  {
    name: "an interface object that can only be named",
    subgraphs: {
      catalogue,
      shelves: {
        sdl: `type Query { shelf: Shelf! } type Shelf { media: [Media!]! }
          type Media @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }`,
        resolvers: { Query: { shelf: () => ({ media: [{ id: "f1" }, { id: "b1" }] }) } },
      },
    },
    cases: [
      {
        asks: "{ shelf { media { id __typename } } }",
        gives: {
          shelf: {
            media: [
              { id: "f1", __typename: "Film" },
              { id: "b1", __typename: "Book" },
            ],
          },
        },
      },
      {
        asks: "{ shelf { media { title: id ... on Film { name: title } } } }",
        gives: { shelf: { media: [{ title: "f1", name: "Cables" }, { title: "b1" }] } },
      },
    ],
  },
  {
    name: "an interface object narrowed by another interface",
    subgraphs: {
      catalogue: {
        ...catalogue,
        sdl: catalogue.sdl.replace("type Film implements Media", "interface Timed { minutes: Int! } type Film implements Media & Timed"),
        resolvers: { ...catalogue.resolvers, Timed: { __resolveType: ownType } },
      },
      ratings: {
        sdl: `type Query { rated: [Media!]! } type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int! }`,
        resolvers: {
          Query: { rated: () => [{ id: "f1" }, { id: "b1" }] },
          Media: { __resolveReference: anyone, stars: ({ id }: { id: string }) => stars[id] },
        },
      },
    },
    cases: [
      {
        asks: "{ rated { ... on Timed { minutes } } }",
        gives: { rated: [{ minutes: 90 }, {}] },
        stock: "can't plan it",
      },
    ],
  },
];
