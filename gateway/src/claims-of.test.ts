import { ANYONE, type Principal } from "@actionline/kit/access";
import { claimsOf } from "./claims-of";

const publisher: Principal = { id: "itu", name: "ITU", roles: [{ name: "PUBLISHER", of: "itu" }] };
const secretariat: Principal = { id: "s", name: "the secretariat", roles: [{ name: "SECRETARIAT", of: null }] };

describe("What the rules of a composed graph are told of whoever asks", () => {
  it("is nothing of anyone who isn't signed in", () => {
    expect(claimsOf({ principal: ANYONE })).toMatchObject({ authenticated: false, scopes: [] });
    expect(claimsOf({ principal: ANYONE }).policies("readPrivate")).toBe(false);
  });

  it("names roles, and what they are held for", () => {
    expect(claimsOf({ principal: publisher })).toMatchObject({ authenticated: true, scopes: ["PUBLISHER", "PUBLISHER:itu"] });
  });

  it("allows by policy what the hub's table of access does, for everything and not for one agency", () => {
    expect(claimsOf({ principal: secretariat }).policies("readPrivate")).toBe(true);
    expect(claimsOf({ principal: publisher }).policies("harvestSource")).toBe(false);
    expect(claimsOf({ principal: secretariat }).policies("constructor")).toBe(false);
  });
});
