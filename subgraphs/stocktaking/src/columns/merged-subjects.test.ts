import type { LoggedChange } from "@actionline/log/follow";
import { BudgetPresence } from "./budget-presence";
import { Dictionary } from "./dictionary";
import { MergedSubjects } from "./merged-subjects";

let subjects: Dictionary;
let merged: MergedSubjects;
let budgets: BudgetPresence;
let sequence: number;

beforeEach(() => {
  subjects = new Dictionary();
  merged = new MergedSubjects(subjects);
  budgets = new BudgetPresence(subjects, merged);
  sequence = 0;
});

const entry = (facts: object) => ({ sequence: ++sequence, visibility: "PUBLIC", ends: null, record: null, ...facts });
const begin = (subject: string) => merged.apply(entry({ subject, record: {} }) as LoggedChange<"ACTIVITY">);
const end = (subject: string, into: readonly string[], facts: object = {}) =>
  merged.apply(entry({ subject, into, ...facts }) as LoggedChange<"ACTIVITY">);
const pay = (activity: string) => budgets.apply(entry({ record: { activity } }) as LoggedChange<"BUDGET">);
const counts = (at = sequence, privateToo = false, names = ["a", "b", "c", "d"]) =>
  names.map((name) => budgets.count(subjects.intern(name), at, privateToo));

describe("money of activities that went into others", () => {
  it("goes with each merge, is counted once, and stays where it was before", () => {
    for (const activity of ["a", "a", "b", "c"]) pay(activity);
    const before = sequence;
    end("a", ["b"]);
    expect(counts()).toEqual([2, 3, 1, 0]);
    end("b", ["c"]);
    expect(counts()).toEqual([2, 3, 4, 0]);
    expect(counts(before)).toEqual([2, 1, 1, 0]);
    expect(budgets.has(subjects.intern("c"), sequence, false)).toBe(true);
  });

  it("is counted once where records came to one by two ways, or went in a circle", () => {
    for (const activity of ["a", "b", "c", "d"]) pay(activity);
    end("a", ["b"]);
    end("b", ["d"]);
    end("c", ["d"]);
    expect(counts()).toEqual([1, 2, 1, 4]);
    end("d", ["a"]);
    expect(counts()).toEqual([4, 4, 1, 4]);
  });

  it("goes with no part of a split, and back with a record that is back", () => {
    for (const activity of ["a", "b"]) pay(activity);
    end("a", ["b", "c"]);
    expect(counts()).toEqual([1, 1, 0, 0]);
    begin("a");
    end("a", ["d"]);
    expect(counts()).toEqual([1, 1, 0, 1]);
    begin("a");
    expect(counts()).toEqual([1, 1, 0, 0]);
    expect(budgets.has(subjects.intern("d"), sequence, false)).toBe(false);
  });

  it("goes unseen with what not everyone may see", () => {
    pay("a");
    end("a", ["b"], { visibility: "PRIVATE" });
    expect([counts(), counts(sequence, true)]).toEqual([
      [1, 0, 0, 0],
      [1, 1, 0, 0],
    ]);
  });
});
