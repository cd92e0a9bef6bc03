import { deletionsAllowed, grewTooFast, judgeDeletions } from "./guard";

describe("the guard against mass deletion", () => {
  it.each([
    [0, 1],
    [1, 1],
    [9, 1],
    [10, 2],
    [14, 2],
    [1_000, 200],
  ])("of %i records lets %i go in one run", (held, allowed) => {
    expect(deletionsAllowed(held, 0.2)).toBe(allowed);
  });

  it("judges each kind by itself and holds all of a run's deletions together", () => {
    expect(judgeDeletions({ ACTIVITY: 100, BUDGET: 300 }, { ACTIVITY: 20, BUDGET: 60 }, 0.2)).toEqual({ held: false, over: [] });
    expect(judgeDeletions({ ACTIVITY: 100, BUDGET: 300 }, { ACTIVITY: 21, BUDGET: 60 }, 0.2)).toEqual({
      held: true,
      over: [{ kind: "ACTIVITY", deletions: 21, allowed: 20, held: 100 }],
    });
  });

  it("counts growth apart, and never for a first harvest", () => {
    expect(grewTooFast(0, 1_000_000, 1)).toBe(false);
    expect(grewTooFast(100, 100, 1)).toBe(false);
    expect(grewTooFast(100, 101, 1)).toBe(true);
  });
});
