import { isSameKey } from "./merge";

describe("A key told twice", () => {
  it("is the same where one source gives a number and another its text", () => {
    expect([isSameKey(7, "7"), isSameKey(7, "8"), isSameKey("7", "7")]).toEqual([true, false, true]);
  });

  it("is compared through objects, in what both tell of them", () => {
    expect(isSameKey({ id: "s1", number: 5 }, { __typename: "Shop", id: "s1" })).toBe(true);
    expect(isSameKey({ id: "s1" }, { id: "s2" })).toBe(false);
  });

  it("isn't told apart by a null that another fetch left in its object", () => {
    expect(isSameKey({ id: "s1", place: null }, { id: "s1", place: { id: "l1" } })).toBe(true);
    expect(isSameKey({ id: "s1", place: { id: "l1" } }, { id: "s1", place: null })).toBe(true);
    expect(isSameKey({ id: "s1", place: null }, { id: "s2", place: { id: "l1" } })).toBe(false);
  });
});
