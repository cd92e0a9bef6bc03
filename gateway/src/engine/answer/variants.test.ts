import type { AskedNode } from "../operation/normalised-operation";
import { Variants } from "./variants";

const selection: readonly AskedNode[] = ["_0", "_1", "_2"].map((variable) => ({
  kind: "field",
  responseName: variable,
  key: variable,
  name: "place",
  conditions: [{ variable, negated: false }],
  selection: null,
}));

describe("what is derived for each combination of conditions", () => {
  it("is derived once", () => {
    let derived = 0;
    const variants = new Variants(selection, () => ++derived);
    const answers = [{ _0: true }, { _0: true, _1: false }, { _0: false, _9: true }, {}].map((variables) => variants.of(variables, false));
    expect(answers).toEqual([1, 1, 2, 2]);
    expect(variants.of({}, true)).toBe(3);
  });

  it("is forgotten, the oldest first, where there are many", () => {
    let derived = 0;
    const variants = new Variants(selection, () => ++derived, 2);
    const of = (...names: readonly string[]) => variants.of(Object.fromEntries(names.map((name) => [name, true])), false);
    expect([of("_0"), of("_1"), of("_2"), of("_2"), of("_1"), of("_0")]).toEqual([1, 2, 3, 3, 2, 4]);
  });
});
