import { anyone, type Feature, ownType } from "./feature";

const PARTS = [
  { id: "u1", part: { __typename: "Plug", code: "c1", size: 1, pins: 3 } },
  { id: "u2", part: { __typename: "Wire", code: "c2", size: 2, metal: "copper" } },
];
const DWELLERS = [
  { id: "d1", home: { __typename: "Flat", id: "h1" } },
  { id: "d2", home: { __typename: "Office", id: "h2" } },
  { id: "d3", home: { __typename: "Boat", id: "h3" } },
];
const partOf = ({ id }: { id: string }) => PARTS.find((unit) => unit.id === id)?.part;
const homeOf = ({ id }: { id: string }) => DWELLERS.find((dweller) => dweller.id === id)?.home;

/** What fields need of objects whose kinds not everybody knows. */
export const NEEDED_KINDS: readonly Feature[] = [
  {
    name: "a requirement of interfaces within interfaces, with a kind that the public can't see",
    subgraphs: {
      units: {
        sdl: `type Query { units: [Unit!]! } type Unit @key(fields: "id") { id: ID! part: Coded } interface Coded { code: String! }
          interface Sized implements Coded { code: String! size: Int! }
          type Plug implements Coded & Sized @shareable { code: String! size: Int! pins: Int! }
          type Wire implements Coded & Sized @shareable { code: String! size: Int! metal: String! }`,
        resolvers: {
          Query: { units: () => PARTS },
          Unit: { __resolveReference: anyone, part: partOf },
          Coded: { __resolveType: ownType },
          Sized: { __resolveType: ownType },
        },
      },
      labels: {
        sdl: `type Query { labelled: Unit }
          type Unit @key(fields: "id") { id: ID! part: Coded @external
            label: String! @requires(fields: "part { code ... on Sized { size ... on Plug { pins } ... on Wire { metal } } }") }
          interface Coded { code: String! } interface Sized implements Coded { code: String! size: Int! }
          type Plug implements Coded & Sized @shareable @inaccessible { code: String! size: Int! pins: Int! }
          type Wire implements Coded & Sized @shareable { code: String! size: Int! metal: String! }`,
        resolvers: {
          Query: { labelled: () => ({ id: "u1" }) },
          Unit: {
            __resolveReference: anyone,
            label: ({ part }: { part: { code: string; size: number; pins?: number; metal?: string } }) =>
              `${part.code}/${part.size}/${part.pins ?? part.metal}`,
          },
        },
      },
    },
    cases: [
      {
        asks: "{ units { id label } labelled { label } }",
        gives: {
          units: [
            { id: "u1", label: "c1/1/3" },
            { id: "u2", label: "c2/2/copper" },
          ],
          labelled: { label: "c1/1/3" },
        },
      },
      {
        asks: "{ units { label part { code __typename ... on Wire { metal } } } }",
        gives: {
          units: [
            { label: "c1/1/3", part: null },
            { label: "c2/2/copper", part: { code: "c2", __typename: "Wire", metal: "copper" } },
          ],
        },
        errors: ["units.0.part"],
        stock: "tells no error",
      },
    ],
  },
  {
    name: "a requirement of some kinds of an interface alone, of which the asker doesn't know all",
    subgraphs: {
      places: {
        sdl: `type Query { dwellers: [Dweller!]! } interface Home { id: ID! }
          type Flat implements Home @key(fields: "id") { id: ID! } type Office implements Home @key(fields: "id") { id: ID! }
          type Dweller @key(fields: "id") { id: ID! home: Home @external
            town: String @requires(fields: "home { id }") work: String @requires(fields: "home { ... on Office { id } }") }`,
        resolvers: {
          Query: { dwellers: () => DWELLERS.map(({ id }) => ({ id })) },
          Home: { __resolveType: ownType },
          Dweller: {
            __resolveReference: anyone,
            town: ({ home }: { home: { id?: string } }) => `town of ${home.id}`,
            work: ({ home }: { home: { id?: string } }) => (home.id === undefined ? null : `work at ${home.id}`),
          },
        },
      },
      homes: {
        sdl: `interface Home { id: ID! } type Flat implements Home @key(fields: "id") { id: ID! rooms: Int }
          type Office implements Home @key(fields: "id") { id: ID! } type Boat implements Home @key(fields: "id") { id: ID! length: Int }
          type Dweller @key(fields: "id") { id: ID! home: Home @shareable }`,
        resolvers: { Home: { __resolveType: ownType }, Dweller: { __resolveReference: anyone, home: homeOf }, Boat: { length: () => 9 } },
      },
    },
    cases: [
      { asks: "{ dwellers { town } }", gives: { dwellers: [{ town: "town of h1" }, { town: "town of h2" }, { town: "town of h3" }] } },
      { asks: "{ dwellers { work } }", gives: { dwellers: [{ work: null }, { work: "work at h2" }, { work: null }] } },
      {
        asks: "{ dwellers { home { __typename ... on Boat { length } } work } }",
        gives: {
          dwellers: [
            { home: { __typename: "Flat" }, work: null },
            { home: { __typename: "Office" }, work: "work at h2" },
            { home: { __typename: "Boat", length: 9 }, work: null },
          ],
        },
      },
    ],
  },
];
