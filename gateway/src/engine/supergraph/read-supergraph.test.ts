import { parse, printSchema } from "graphql";
import { SupergraphReading } from "../plan/supergraph-reading";
import { composed } from "../testing/compose";
import { publicSchemaAtOnce } from "./public-schema";
import type { SubgraphTypes } from "./subgraph-types";
import type { SupergraphFacts } from "./supergraph-facts";

const LINKED = composed([
  {
    name: "first",
    sdl: `
      type Query { secret: String @authenticated  list(first: Int): [Media!]! @listSize(slicingArguments: ["first"])  hidden: Hidden @inaccessible  moved: String }
      interface Media @key(fields: "id") { id: ID!  title: String }
      type Book implements Media @key(fields: "id") @key(fields: "isbn", resolvable: false) { id: ID!  isbn: String  title: String @cost(weight: 5) }
      type Hidden implements Media @key(fields: "id") @inaccessible { id: ID!  title: String }
      union Either = Book | Hidden
      enum Kind { A B @tag(name: "internal") }
      type Extra { kind(of: Kind @tag(name: "argument")): Kind  either: Either }
    `,
  },
  {
    name: "second",
    sdl: `
      scalar Day
      type Media @key(fields: "id") @interfaceObject { id: ID!  seen: Day @requiresScopes(scopes: [["read", "write"], ["all"]]) }
      type Query { day: Day  moved: String @override(from: "first", label: "percent(5)") }
    `,
  },
]);

describe("What is read of a supergraph", () => {
  const digest = new SupergraphReading(parse(LINKED)).digest();
  const facts = JSON.parse(digest.facts) as SupergraphFacts;
  const typesOf = (name: string) => JSON.parse(digest.subgraphs.find((one) => one.name === name)?.types ?? "") as SubgraphTypes;

  it("is each directive by its coordinate and by its own specification's name", () => {
    expect(facts.directives).toMatchObject({
      "Query.secret": [{ name: "authenticated", specification: "https://specs.apollo.dev/authenticated", args: {} }],
      "Query.list": [{ name: "listSize", specification: "https://specs.apollo.dev/cost", args: { slicingArguments: ["first"] } }],
      "Book.title": [{ name: "cost", args: { weight: 5 } }],
      "Kind.B": [{ name: "tag", args: { name: "internal" } }],
      "Extra.kind(of:)": [{ name: "tag", args: { name: "argument" } }],
      Hidden: [{ name: "inaccessible" }],
    });
    expect(facts.directives["Media.seen"]).toMatchObject([{ name: "requiresScopes", args: { scopes: [["read", "write"], ["all"]] } }]);
    expect(JSON.stringify(facts.directives)).not.toMatch(/join__|"link"/);
  });

  it("is the labels of overrides, and every type that an abstract one may be", () => {
    expect(facts.overrideLabels).toEqual(["percent(5)"]);
    expect(facts.possible).toEqual({ Media: ["Book", "Hidden"], Either: ["Book", "Hidden"] });
  });

  it("is the public schema without what is hidden, in pieces that are read by themselves", () => {
    const text = printSchema(publicSchemaAtOnce(digest.publicSchema));
    expect(text).toContain("directive @defer");
    expect(text).not.toMatch(/Hidden|join__|@tag|@cost/);
  });

  it("is the types of each subgraph, with keys that can be resolved and objects that stand for interfaces", () => {
    expect(typesOf("first").types).toEqual({
      Query: { kind: "OBJECT", fields: { secret: "String", list: "[Media!]!", hidden: "Hidden", moved: "String" } },
      Media: { kind: "INTERFACE", fields: { id: "ID!", title: "String" }, possible: ["Book", "Hidden"], keys: ["id"] },
      Book: { kind: "OBJECT", fields: { id: "ID!", isbn: "String", title: "String" }, keys: ["id"] },
      Hidden: { kind: "OBJECT", fields: { id: "ID!", title: "String" }, keys: ["id"] },
      Either: { kind: "UNION", possible: ["Book", "Hidden"] },
      Kind: { kind: "ENUM", values: ["A", "B"] },
      Extra: { kind: "OBJECT", fields: { kind: "Kind", either: "Either" } },
    });
    expect(typesOf("second").types).toMatchObject({
      Day: { kind: "SCALAR" },
      Media: { kind: "OBJECT", fields: { id: "ID!", seen: "Day" }, keys: ["id"], interfaceObject: true },
    });
    expect(digest.subgraphs.map(({ name, url }) => [name, url])).toEqual([
      ["first", "test:first"],
      ["second", "test:second"],
    ]);
  });
});
