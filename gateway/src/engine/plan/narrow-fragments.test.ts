import { Supergraph } from "@apollo/federation-internals";
import { parse, print } from "graphql";
import { composed } from "../testing/compose";
import { narrowFragments } from "./narrow-fragments";

const sdl = `
  type Query { media: Media book: Book found: Found }
  type Mutation { one: Int two: Book }
  interface Media { id: ID! } interface Timed { minutes: Int }
  type Book implements Media { id: ID! pages: Int }
  type Film implements Media & Timed { id: ID! minutes: Int }
  type Song implements Timed { minutes: Int }
  union Found = Book | Song`;
const schema = Supergraph.build(composed([{ name: "all", sdl }])).apiSchema();

const narrowed = (query: string, expand = false) => print(narrowFragments(schema, parse(query), expand)).replace(/\s+/g, " ");

describe("An operation in words for the planner", () => {
  it("leaves out what no object can match", () => {
    expect(narrowed("{ media { id ... on Book { ... on Media { ... on Film { minutes } } pages } } }")).toBe(
      "{ media { id ... on Book { pages } } }",
    );
    expect(narrowed("{ found { ... on Timed { ... on Book { pages } } } }")).toBe("{ found { __typename } }");
  });

  it("leaves out conditions that always hold, and keeps what hangs on the fragment", () => {
    expect(narrowed("{ book { ... on Media { id } } }")).toBe("{ book { id } }");
    expect(narrowed("query($yes: Boolean!) { book { pages ... on Media @include(if: $yes) { id } } }")).toBe(
      "query ($yes: Boolean!) { book { pages ... @include(if: $yes) { id } } }",
    );
    expect(narrowed('{ media { id ... on Film @defer(label: "d") { ... on Timed { minutes } } } }')).toBe(
      '{ media { id ... on Film @defer(label: "d") { minutes } } }',
    );
  });

  it("asks every object for something that hangs on no condition", () => {
    const conditional = "query ($yes: Boolean!) { book @skip(if: $yes) { pages @include(if: $yes) } }";
    expect(narrowed(conditional)).toBe("query ($yes: Boolean!) { book @skip(if: $yes) { __typename pages @include(if: $yes) } }");
  });

  it("writes an interface or union within another out, where that is asked", () => {
    const query = "{ media { ... on Timed { minutes } } found { ... on Media { id } } }";
    expect(narrowed(query)).toBe("{ media { __typename ... on Timed { minutes } } found { __typename ... on Media { id } } }");
    expect(narrowed(query, true)).toBe("{ media { __typename ... on Film { minutes } } found { __typename ... on Book { id } } }");
  });

  it("leaves the fields of a mutation in their order", () => {
    expect(narrowed("mutation { a: one ... on Mutation { two { id } } b: one }")).toBe("mutation { a: one two { id } b: one }");
  });
});
