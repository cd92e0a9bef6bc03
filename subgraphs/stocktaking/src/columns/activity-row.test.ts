import { EVER, NEVER, yearsOf } from "./activity-row";

describe("the years that a period meets", () => {
  it("go on without an end while the work does", () => {
    for (const status of ["PLANNED", "IMPLEMENTING", "SUSPENDED"] as const)
      expect(yearsOf({ start: "2009-03-01" }, status)).toEqual({ first: 2009, last: EVER.last });
  });

  it("are the first one alone where work that is over names no end", () => {
    for (const status of ["COMPLETED", "CANCELLED"] as const)
      expect(yearsOf({ start: "2009-03-01" }, status)).toEqual({ first: 2009, last: 2009 });
  });

  it("run from start to end, are the end's where the start is missing, and none without a date", () => {
    expect(yearsOf({ start: "2009-03-01", end: "2011-01-01" }, "COMPLETED")).toEqual({ first: 2009, last: 2011 });
    expect(yearsOf({ end: "2011-01-01" }, "IMPLEMENTING")).toEqual({ first: 2011, last: 2011 });
    expect(yearsOf({}, "IMPLEMENTING")).toEqual(NEVER);
  });
});
