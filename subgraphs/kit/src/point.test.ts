import { isSamePoint, nameOfPoint, pointOfName, readsLikeAPoint } from "./point";

const instant = new Date("2026-11-22T13:05:41.312Z");

describe("a point's own name", () => {
  it("tells its sequence and its instant to the millisecond, and leads back to both", () => {
    expect(nameOfPoint({ sequence: 3448, instant })).toBe("3448@2026-11-22T13:05:41.312Z");
    expect(pointOfName("3448@2026-11-22T13:05:41.312Z")).toEqual({ sequence: 3448, instant });
    expect(pointOfName("0@1970-01-01T00:00:00.000Z")).toEqual({ sequence: 0, instant: new Date(0) });
  });

  it.each([
    ["leading zeros", "03448@2026-11-22T13:05:41.312Z"],
    ["no milliseconds", "3448@2026-11-22T13:05:41Z"],
    ["another offset", "3448@2026-11-22T13:05:41.312+01:00"],
    ["a day that there isn't", "3448@2026-02-30T13:05:41.312Z"],
    ["an hour that there isn't", "3448@2026-11-22T29:05:41.312Z"],
    ["a number past all sequences", "9007199254740993@2026-11-22T13:05:41.312Z"],
    ["spaces", " 3448 @2026-11-22T13:05:41.312Z"],
  ])("has one spelling: none with %s, and none of them can be a snapshot's name", (_, text) => {
    expect(pointOfName(text)).toBeNull();
    expect(readsLikeAPoint(text)).toBe(true);
  });

  it("leaves every other name to snapshots", () => {
    for (const name of ["CSTD 2026", "2026@Geneva", "first-start", "harvest-2026-11-22", "a@2026-11-22"]) {
      expect(readsLikeAPoint(name)).toBe(false);
      expect(pointOfName(name)).toBeNull();
    }
  });
});

it("two points are the same where both sequence and instant are", () => {
  const point = { sequence: 7, instant };
  expect(isSamePoint(point, { sequence: 7, instant: new Date(instant) })).toBe(true);
  expect(isSamePoint(point, { sequence: 8, instant })).toBe(false);
  expect(isSamePoint(point, { sequence: 7, instant: new Date(0) })).toBe(false);
});
