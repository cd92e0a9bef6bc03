import { AskedFaults } from "./asked-faults";
import { ask } from "./testing/ask";
import { sampleSchema } from "./testing/sample-schema";
import type { Fault } from "./tree";

const at = (...path: (string | number)[]): Fault => ({ path, code: "SOURCE_ERROR", message: "", subgraph: null });

describe("faults", () => {
  it("aren't told where the client asks only of other kinds of objects", () => {
    const { normalised, key } = ask("{ found { ... on Team { title } ... on Node { id } } }");
    const found = key("found");
    const tree = { [found]: [{ __typename: "Team" }, { __typename: "Person" }] };
    const faults = [at(found, 0, "title"), at(found, 1, "title"), at(found, 1, "id")];
    const asked = new AskedFaults(sampleSchema, normalised.selection).of(faults, tree, {});
    expect(asked).toEqual([at(found, 0, "title"), at(found, 1, "id")]);
  });

  it("aren't told below a field that is asked of all, where the client asks more of another kind", () => {
    const { normalised, key } = ask("{ party { teams { id } ... on Person { teams { title } } } }");
    const tree = { party: { __typename: "Organization", [key("teams")]: [{}] } };
    const faults = [at("party", key("teams"), 0, "title"), at("party", key("teams"), 0, "id")];
    const asked = new AskedFaults(sampleSchema, normalised.selection).of(faults, tree, {});
    expect(asked).toEqual([at("party", key("teams"), 0, "id")]);
  });

  it("aren't told where the client asks under a condition that doesn't hold", () => {
    const { normalised } = ask("query ($yes: Boolean!) { place { city @include(if: $yes) } }");
    const asked = new AskedFaults(sampleSchema, normalised.selection);
    expect(asked.of([at("place", "city")], { place: {} }, { _0: true })).toHaveLength(1);
    expect(asked.of([at("place", "city")], { place: {} }, { _0: false })).toEqual([]);
  });

  it("are told at names of the planner's own, and at places that nothing fills", () => {
    const { normalised } = ask("{ place { city } }");
    const faults = [at("place", "secret"), at("place", "city"), { ...at(), path: null }];
    expect(new AskedFaults(sampleSchema, normalised.selection).of(faults, null, {})).toEqual(faults);
  });

  it("are told at the null that came of them, where the client asks for that", () => {
    const { normalised, key } = ask("{ party { teams { id } ... on Person { teams { title } } } }");
    const teams = key("teams");
    const asked = new AskedFaults(sampleSchema, normalised.selection);
    const of = (lost: null | object[]) =>
      asked.of([at("party", teams, 1, "title")], { party: { __typename: "Organization", [teams]: lost as never } }, {});
    expect(of(null)).toEqual([at("party", teams)]);
    expect(of([{}, null as never])).toEqual([at("party", teams, 1)]);
    expect(of([{}, {}])).toEqual([]);
  });

  it("are told once at one place, however many fetches asked for it, and each where there is no place", () => {
    const { normalised } = ask("{ place { city } }");
    const nowhere = { ...at(), path: null };
    const faults = [at("place", "city"), nowhere, at("place", "city"), { ...nowhere }, at("place")];
    const told = new AskedFaults(sampleSchema, normalised.selection).of(faults, { place: {} }, {});
    expect(told.map(({ path }) => path)).toEqual([["place", "city"], null, null, ["place"]]);
  });
});
