import { parse } from "graphql";
import { composed } from "../testing/compose";
import { partialMembers } from "./partial-members";

const partial = (one: string, other: string) => {
  const sdls = [`type Query { one: Int } ${one}`, `type Query { other: Int } ${other}`];
  return [...partialMembers(parse(composed(sdls.map((sdl, index) => ({ name: `s${index}`, sdl })))))];
};

describe("Members that only some subgraphs know", () => {
  it("are found in unions and interfaces that others know too", () => {
    const shared = "type A @shareable { id: ID }";
    expect(partial(`${shared} type B { id: ID } union U = A | B`, `${shared} union U = A`)).toEqual(["B"]);
    expect(
      partial("interface I { id: ID } type B implements I { id: ID }", "interface I { id: ID } type C implements I { id: ID }"),
    ).toEqual(["B", "C"]);
  });

  it("aren't those that every subgraph knows, or nobody else could, or that have a key", () => {
    const shared = "type A @shareable { id: ID } union U = A";
    expect(partial(shared, `${shared} type B { id: ID } union V = A | B`)).toEqual([]);
    expect(
      partial(
        'type A @key(fields: "id") { id: ID! } type B @key(fields: "id") { id: ID! } union U = A | B',
        'type A @key(fields: "id") { id: ID! } union U = A',
      ),
    ).toEqual([]);
  });
});
