import { parse, print } from "graphql";
import { resolvableFirst } from "./resolvable-first";

const keys = (supergraph: string) =>
  [...print(resolvableFirst(parse(supergraph))).matchAll(/graph: (\w), key: "(\w+)"/g)].map(([, ...key]) => key.join(" "));

describe("The keys of a type, as a planner is shown them", () => {
  it("begin with those that a subgraph resolves, each in its own subgraph's places", () => {
    const unresolved = `@join__type(graph: A, key: "one", resolvable: false) @join__type(graph: A, key: "two") @join__type(graph: B, key: "three", resolvable: false)
      @join__type(graph: A, key: "four", resolvable: true)`;
    expect(keys(`type T ${unresolved} { id: ID }`)).toEqual(["A two", "A four", "B three", "A one"]);
    expect(keys(`interface T ${unresolved} { id: ID }`)).toEqual(["A two", "A four", "B three", "A one"]);
  });

  it("stay as they are where all are resolved", () => {
    const document = parse(
      'type T @join__type(graph: A, key: "one") @join__type(graph: A, key: "two") @tag(name: "x") { id: ID } scalar S',
    );
    expect(print(resolvableFirst(document))).toBe(print(document));
  });
});
