import { ACCESS, type Action, ANYONE, authorize, may, type Principal, type RoleName } from "./access";

const holding = (name: RoleName, of: string | null = null): Principal => ({ id: "p1", name: "Ada", roles: [{ name, of }] });

describe("access", () => {
  it("gives nobody in particular none of the actions", () => {
    for (const action of Object.keys(ACCESS) as Action[]) expect(may(ANYONE, action)).toBe(false);
  });

  it("gives an action to the roles of the table and to no other", () => {
    expect(may(holding("SECRETARIAT"), "reviewAssignment")).toBe(true);
    expect(may(holding("CHAIR"), "reviewAssignment")).toBe(false);
  });

  it("gives a role held for one agency that agency's actions and no other's", () => {
    const publisher = holding("PUBLISHER", "itu");
    expect(may(publisher, "harvestSource", "itu")).toBe(true);
    expect(may(publisher, "harvestSource", "who")).toBe(false);
    expect(may(publisher, "harvestSource")).toBe(false);
    expect(may(holding("SECRETARIAT"), "harvestSource", "who")).toBe(true);
  });

  it("UNAUTHENTICATED: tells who isn't signed in which token to send", () => {
    expect(() => authorize(ANYONE, "nameSnapshot")).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("SECRETARIAT"),
        extensions: { code: "UNAUTHENTICATED", roles: ["SECRETARIAT"] },
      }),
    );
  });

  it("FORBIDDEN: tells who is signed in which role may", () => {
    expect(() => authorize(holding("PUBLISHER", "itu"), "harvestSource", "who")).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("SECRETARIAT or PUBLISHER"),
        extensions: { code: "FORBIDDEN", roles: ["SECRETARIAT", "PUBLISHER"] },
      }),
    );
    expect(() => authorize(holding("SECRETARIAT"), "nameSnapshot")).not.toThrow();
  });
});
