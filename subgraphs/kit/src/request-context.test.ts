import { ANYONE } from "./access";
import { snapshotOf } from "./as-of";
import { RequestContext } from "./request-context";

const morning = new Date("2026-11-22T09:00:00Z");
const noon = new Date("2026-11-22T12:00:00Z");

describe("a request that wrote", () => {
  it("reads on at what it wrote, judged no earlier than it was written", () => {
    const request = new RequestContext(ANYONE, { sequence: 3, instant: morning, latest: true });
    request.advanceTo({ sequence: 5, at: noon });
    expect(snapshotOf(request)).toEqual({ sequence: 5, at: noon, name: "5@2026-11-22T12:00:00.000Z" });
    request.advanceTo({ sequence: 6, at: morning });
    expect(snapshotOf(request)).toMatchObject({ sequence: 6, at: noon });
    request.advanceTo({ sequence: 4, at: noon });
    expect(request.asOf.sequence).toBe(6);
  });

  it("stays at the point it named", () => {
    const request = new RequestContext(ANYONE, { sequence: 3, instant: morning, latest: false, name: "spring" });
    request.advanceTo({ sequence: 5, at: noon });
    expect(snapshotOf(request)).toEqual({ sequence: 3, at: morning, name: "spring" });
  });
});
