import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLResolveInfo, GraphQLScalarType, type GraphQLSchema, Kind, parse, type ResponsePath } from "graphql";

/** What a resolver does at one place: the same each time it is asked there. */
export type Whim = (place: string, value: () => unknown) => unknown;

/** What resolvers of the sample are given. */
export interface SampleContext {
  readonly whim: Whim;
}

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  scalar Stamp
  scalar Json
  enum Colour { RED GREEN BLUE }
  input Filter { text: String = "any", colours: [Colour!] = [RED], first: Int! = 2, inner: Filter, stamp: Stamp }
  interface Thing { id: ID! label(loud: Boolean = false): String  twin: Thing }
  interface Told { told: String! }
  union Media = Book | Film | Song
  type Query {
    things(first: Int = 3): [Thing!]!
    perhaps: [Thing]
    thing(id: ID!): Thing
    media: [Media]
    sure: [Media!]
    book: Book!
    books(filter: Filter): [Book!]
    told: [Told]
    echo(text: String, number: Int, float: Float, flag: Boolean, colour: Colour = BLUE, stamp: Stamp, json: Json, filter: Filter, list: [[Int!]], ids: [ID!]): String
    numbers: [Int]
    grid: [[Int!]!]
    strict: [Int!]!
    leaves: Leaves!
    wrong: [String]
  }
  type Book implements Thing & Told @key(fields: "id") {
    id: ID! label(loud: Boolean = false): String twin: Thing told: String! pages: Int! colour: Colour published: Stamp
    author: Person! films: [Film!]! extra: Json
  }
  type Film implements Thing @key(fields: "id") { id: ID! label(loud: Boolean = false): String twin: Thing length: Float! book: Book cast: [Person] }
  type Song { id: ID! title: String! authors: [Person!]! }
  type Person @key(fields: "id") { id: ID! name: String! friends: [Person!] best: Person! later: String called(times: Int = 1): String broken: String }
  type Odd @key(fields: "id") { id: ID! }
  type Leaves { string: String int: Int float: Float flag: Boolean id: ID colour: Colour stamp: Stamp json: Json none: String sure: String! }
  type Mutation { add(number: Int!): Int }
`;

class Person {
  readonly later = Promise.resolve("later");

  constructor(
    readonly id: string,
    readonly name: string,
  ) {}

  called({ times }: { times: number }): string {
    return `${this.name} ${times}`;
  }

  get broken(): string {
    throw new Error("a getter threw");
  }
}

const PEOPLE = ["p0", "p1", "p2", "p3"].map((id) => new Person(id, `Name ${id}`));
const person = (nth: number) => PEOPLE[nth % PEOPLE.length];
const BOOKS = ["b0", "b1", "b2"].map((id, nth) => ({
  id,
  label: `Book ${id}`,
  told: "tale",
  pages: 100 + nth,
  colour: nth,
  published: new Date(nth * 1e12),
  nth,
}));
const FILMS = ["f0", "f1"].map((id, nth) => ({ id, label: `Film ${id}`, length: nth + 0.5, nth }));
const SONGS = ["s0"].map((id, nth) => ({ id, title: `Song ${id}`, isSong: true, nth }));
const THINGS = [...BOOKS, ...FILMS];

/** Properties of a list of odd leaves: right ones, and some that can't be serialised. */
const ODD = [
  { string: "a", int: 1, float: 1.5, flag: true, id: "x", colour: 0, stamp: new Date(0), json: { a: [1, null] }, none: null, sure: "s" },
  { string: 5, int: "7", float: "2.5", flag: 1, id: 12, colour: 2, stamp: new Date(1), json: "j", none: undefined, sure: 0 },
  {
    string: {},
    int: 1.5,
    float: Number.NaN,
    flag: "x",
    id: {},
    colour: 9,
    stamp: "no",
    json: undefined,
    none: new Error("as a value"),
    sure: null,
  },
  {
    string: Symbol("s"),
    int: 2 ** 31,
    float: Number.POSITIVE_INFINITY,
    flag: {},
    id: 1.5,
    colour: "RED",
    stamp: null,
    json: null,
    none: false,
    sure: undefined,
  },
];

const pathOf = (path: ResponsePath | undefined): string => (path === undefined ? "" : `${pathOf(path.prev)}/${path.key}`);

/** A resolver that is as whimsical as the context says. */
const whimsical =
  (resolve: (source: never, values: never, nth: number) => unknown) =>
  (source: { nth?: number }, values: unknown, { whim }: SampleContext, { path }: GraphQLResolveInfo): unknown =>
    whim(pathOf(path), () => resolve(source as never, values as never, source?.nth ?? 0));

const property = (name: string) => whimsical((source: Record<string, unknown>) => source[name]);
const label = whimsical(({ label: text }: { label: string }, { loud }: { loud: boolean }) => (loud ? text.toUpperCase() : text));
const twin = whimsical((_, __, nth) => THINGS[(nth + 1) % THINGS.length]);

/** Wraps what the sample gives into promises here and there, or leaves it. */
interface Promising {
  come(value: unknown): unknown;
  fail(message: string): unknown;
}

const SOON: Promising = { come: (value) => Promise.resolve(value), fail: (message) => Promise.reject(new Error(message)) };
const AT_ONCE: Promising = { come: (value) => value, fail: (message) => new Error(message) };

/** What a reference may come to, by its id. */
const ODD_REFERENCES: Readonly<Record<string, () => unknown>> = {
  rejects: () => Promise.reject(new Error("an odd one rejected")),
  throws: () => {
    throw new Error("an odd one threw");
  },
  "gives an error": () => new Error("an odd one gave an error"),
  "gives undefined": () => undefined,
  "gives text": () => "text",
  "gives a number": () => 7,
};

const resolversOf = ({ come, fail }: Promising) => ({
  Stamp: new GraphQLScalarType({
    name: "Stamp",
    serialize: (value) => (value as Date).toISOString(),
    parseValue: (value) => {
      if (typeof value !== "string" || Number.isNaN(Date.parse(value))) throw new Error("no date");
      return new Date(value);
    },
    parseLiteral: (node) => (node.kind === Kind.STRING ? new Date(node.value) : undefined),
  }),
  Json: new GraphQLScalarType({ name: "Json" }),
  Colour: { RED: 0, GREEN: 1, BLUE: 2 },
  Query: {
    things: whimsical((_: never, { first }: { first: number }) => THINGS.slice(0, first)),
    perhaps: whimsical(() => [BOOKS[0], null, come(FILMS[0]), fail("an item rejected"), new Error("an item as an error")]),
    thing: whimsical((_: never, { id }: { id: string }) => THINGS.find((thing) => thing.id === id) ?? null),
    media: whimsical(() => [...BOOKS.slice(0, 2), come(FILMS[0]), ...SONGS, { odd: true }]),
    sure: whimsical(() => new Set([BOOKS[0], FILMS[1], SONGS[0]])),
    book: whimsical(() => BOOKS[0]),
    books: whimsical((_: never, { filter }: { filter?: { first: number } }) => BOOKS.slice(0, filter?.first ?? 3)),
    told: whimsical(() => [BOOKS[1], { told: "none" }]),
    echo: whimsical((_: never, values: Record<string, unknown>) => JSON.stringify(values)),
    numbers: whimsical(() => [1, null, come(3), "4", "x", fail("a number rejected")]),
    grid: whimsical(() => [[1, 2], [3, null], come([5])]),
    strict: whimsical(() => [1, 2, come(3)]),
    wrong: whimsical(() => "no list"),
  },
  Told: { __resolveType: ({ id }: { id?: string }) => (id === undefined ? "Nothing" : "Book") },
  Book: {
    __resolveReference: ({ id }: { id: string }) => BOOKS.find((book) => book.id === id) ?? null,
    __isTypeOf: ({ id }: { id?: string }) => id?.startsWith("b") ?? false,
    label,
    twin,
    pages: property("pages"),
    author: whimsical((_, __, nth) => person(nth)),
    films: whimsical((_, __, nth) => FILMS.slice(nth % 2)),
    extra: whimsical(() => ({ any: ["thing", 1] })),
  },
  Film: {
    __resolveReference: async ({ id }: { id: string }) => {
      if (id === "broken") throw new Error("a reference was rejected");
      return FILMS.find((film) => film.id === id) ?? null;
    },
    label,
    twin,
    length: property("length"),
    book: whimsical((_, __, nth) => BOOKS[nth]),
    cast: whimsical((_, __, nth) => [person(nth), null, come(person(nth + 1))]),
  },
  Song: {
    __isTypeOf: ({ isSong }: { isSong?: boolean }) => isSong === true,
    title: property("title"),
    authors: whimsical(() => PEOPLE.slice(0, 2)),
  },
  Person: {
    __resolveReference: ({ id }: { id: string }) => PEOPLE.find((each) => each.id === id),
    friends: whimsical(({ id }: Person) => PEOPLE.filter((each) => each.id > id)),
    best: whimsical(() => person(1)),
  },
  Odd: { __resolveReference: (reference: { id: string }) => (ODD_REFERENCES[reference.id] ?? (() => reference))() },
  Leaves: { sure: property("sure") },
});

/** How a sample differs from the usual one. */
export interface SampleFacts {
  /** Which row of odd leaves it has. */
  readonly row?: number;
  /** Whether it gives no promise anywhere. */
  readonly atOnce?: boolean;
}

/** A subgraph with every construct that an executor has to deal with. */
export function everyConstruct({ row = 0, atOnce = false }: SampleFacts = {}): GraphQLSchema {
  const promising = atOnce ? AT_ONCE : SOON;
  const resolvers = resolversOf(promising);
  const facts = {
    Query: { ...resolvers.Query, leaves: whimsical(() => ODD[row]) },
    Thing: { __resolveType: ({ id }: { id: string }) => promising.come(id.startsWith("b") ? "Book" : "Film") },
    Film: { ...resolvers.Film, __isTypeOf: ({ id }: { id?: string }) => promising.come(id?.startsWith("f") ?? false) },
    Person: { ...resolvers.Person, ...(atOnce && { later: () => "later" }) },
  };
  return buildSubgraphSchema({ typeDefs: parse(SDL), resolvers: { ...resolvers, ...facts } as never });
}

export const ODD_ROWS = ODD.length;
