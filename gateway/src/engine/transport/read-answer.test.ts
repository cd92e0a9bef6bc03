import { readAnswer } from "./read-answer";

const RULES = { subgraph: "agency", errors: 2 };
const BODY = { data: { name: "x" }, extensions: { trace: "of the source's own" } };

describe("a source's answer", () => {
  it("loses what it tells beside its data, unless its transport keeps that", () => {
    expect(readAnswer(BODY, 9, RULES)).toEqual({ data: { name: "x" }, errors: [], bytes: 9 });
    expect(readAnswer(BODY, 9, { ...RULES, keepsExtensions: true })).toMatchObject({ extensions: BODY.extensions });
    const failed = { ...BODY, errors: [{ message: "no" }] };
    expect(readAnswer(failed, 9, RULES)).not.toHaveProperty("extensions");
    expect(readAnswer(failed, 9, { ...RULES, keepsExtensions: true })).toMatchObject({ extensions: BODY.extensions });
  });

  it("keeps nothing beside its data that isn't an object", () => {
    for (const extensions of [null, [], "x", 7]) {
      expect(readAnswer({ ...BODY, extensions }, 9, { ...RULES, keepsExtensions: true })).not.toHaveProperty("extensions");
    }
  });

  it("keeps as many errors as it may, and counts the others", () => {
    const errors = [{ message: "a" }, { message: "b" }, { message: "c" }];
    expect(readAnswer({ data: null, errors }, 9, RULES)).toMatchObject({ errors: [{ message: "a" }, { message: "b" }], errorsLeftOut: 1 });
  });
});
