import fc from "fast-check";
import { apportion } from "./apportion";

const units = fc.integer({ min: -1e12, max: 1e12 });
const weights = fc.array(fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.constantFrom(33.3, 0.5, 12.25)), { minLength: 1, maxLength: 40 });
const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

describe("apportioning", () => {
  it("loses nothing and makes up nothing", () => {
    fc.assert(fc.property(units, weights, (total, by) => sum(apportion(total, by)) === total));
  });

  it("gives each its share to within one unit, and nothing to a weight of 0 beside others", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), weights, (total, by) => {
        const all = sum(by);
        apportion(total, by).forEach((part, at) => {
          const exact = all === 0 ? total / by.length : (total * (by[at] ?? 0)) / all;
          expect(Math.abs(part - exact)).toBeLessThan(1.000001);
          if (all > 0 && by[at] === 0) expect(part).toBe(0);
        });
      }),
    );
  });

  it("gives the heavier no less than the lighter", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), weights, (total, by) => {
        const parts = apportion(total, by);
        by.forEach((one, i) => {
          by.forEach((other, j) => {
            if (one > other) expect(parts[i] ?? 0).toBeGreaterThanOrEqual(parts[j] ?? 0);
            if (one === other) expect(Math.abs((parts[i] ?? 0) - (parts[j] ?? 0))).toBeLessThanOrEqual(1);
          });
        });
      }),
    );
  });

  it("goes by proportions: percentages that don't add up to 100 are rebased", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1 }), (total, by) => {
        expect(apportion(total, by)).toEqual(
          apportion(
            total,
            by.map((weight) => weight * 7),
          ),
        );
      }),
    );
    expect(apportion(100, [50, 50, 50])).toEqual([34, 33, 33]);
    expect(apportion(100, [60, 20])).toEqual([75, 25]);
  });

  it("splits in equal parts where no weight says anything, and takes a refund back as it was given", () => {
    expect(apportion(10, [0, 0, 0])).toEqual([4, 3, 3]);
    expect(apportion(-10, [1, 1, 1])).toEqual([-4, -3, -3]);
    expect(apportion(0, [1, 2])).toEqual([0, 0]);
    expect(apportion(7, [])).toEqual([]);
  });

  it("refuses what can't be split by", () => {
    for (const [total, by] of [
      [1.5, [1]],
      [1, [-1]],
      [1, [Number.NaN]],
      [Number.NaN, [1]],
    ] as const) {
      expect(() => apportion(total, by)).toThrow(RangeError);
    }
  });
});
