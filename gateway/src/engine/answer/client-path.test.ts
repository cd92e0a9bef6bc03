import { clientPath } from "./client-path";
import { ask } from "./testing/ask";

describe("a path of the tree as the client knows it", () => {
  it("has the client's names, also of what stands in fragments", () => {
    const { normalised, key } = ask("{ all: teams { ... on Node { number: id } place { town: city } } }");
    expect(clientPath([key("all"), 3, key("number")], normalised.selection)).toEqual(["all", 3, "number"]);
    expect(clientPath([key("all"), 0, "place", key("town")], normalised.selection)).toEqual(["all", 0, "place", "town"]);
  });

  it("ends where the client asked nothing: names of keys and required fields are the planner's", () => {
    const { normalised } = ask("{ teams { title } }");
    expect(clientPath(["teams", 1, "costPrice", 0], normalised.selection)).toEqual(["teams", 1]);
    expect(clientPath(["__proto__"], normalised.selection)).toEqual([]);
  });

  it("follows all selections of one name", () => {
    const { normalised } = ask("{ place { city } ... on Query { place { within { c: code } } } }");
    const [, , last = ""] = ["place", "within", ask("{ place { within { c: code } } }").key("c")];
    expect(clientPath(["place", "within", last], normalised.selection)).toEqual(["place", "within", "c"]);
  });
});
