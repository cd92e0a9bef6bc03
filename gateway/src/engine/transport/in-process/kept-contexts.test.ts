import { KeptContexts } from "./kept-contexts";

/** Makes a new object each time, which tells whether it was asked again. */
const make = () => ({});

describe("Contexts kept on what they were made for", () => {
  it("are made once for each object, by each keeper for itself", () => {
    const [one, other] = [new KeptContexts(), new KeptContexts()];
    const key = {};
    expect(one.of(key, make)).toBe(one.of(key, make));
    expect(one.of({}, make)).not.toBe(one.of(key, make));
    expect(other.of(key, make)).not.toBe(one.of(key, make));
    expect(one.of(key, make)).toBe(one.of(key, make));
  });

  it("aren't handed on to copies and heirs of an object", () => {
    const contexts = new KeptContexts();
    const key = { name: "a" };
    const made = contexts.of(key, make);
    expect(contexts.of({ ...key }, make)).not.toBe(made);
    expect(contexts.of(Object.create(key), make)).not.toBe(made);
    expect(Object.keys(key)).toEqual(["name"]);
  });

  it("are kept of a frozen object too, and where nothing was made", () => {
    const contexts = new KeptContexts();
    const frozen = Object.freeze({});
    expect(contexts.of(frozen, make)).toBe(contexts.of(frozen, make));
    const key = {};
    contexts.of(key, () => undefined);
    expect(contexts.of(key, make)).toBeUndefined();
  });
});
