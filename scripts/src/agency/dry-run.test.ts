import type { Effect } from "@actionline/registry/admin/dry-runs";
import { tellDryRun } from "./dry-run";

const EFFECT: Effect = {
  ...{ read: 3, accepted: 2, refused: 1, added: 1, changed: 1, deleted: 0, reidentified: 0, issues: [] },
  cells: {
    from: 2016,
    to: 2026,
    turned: 2,
    filled: 1,
    opened: 1,
    cells: [{ item: "GPA-18a", place: "150", year: 2024, from: "UNKNOWN", to: "COVERED" }],
  },
  overlaps: { found: 1, ended: 0, pairs: [{ one: "far:1", other: "near:7", level: "L0" }], comparedWith: 41, comparedWithAll: false },
  money: [{ measure: "BUDGET", currency: "USD", before: "10", after: "4.5", delta: "-5.5" }],
};
const told = (effect: Effect | null): string =>
  [...tellDryRun({ id: "1", state: effect === null ? "FAILED" : "DONE", reason: "Late.", effect })].join("\n");

test("a dry run is told in lines: records, cells, overlaps with what they were compared with, and amounts", () => {
  const text = told(EFFECT);
  for (const words of ["3 read, 2 accepted, 1 refused", "1 would be filled, 1 opened, 2 turned", "GPA-18a, 150, 2024: UNKNOWN to COVERED"])
    expect(text).toContain(words);
  expect(text).toContain("compared with 41 activities of others, those under the same action lines");
  expect(text).toContain("BUDGET in USD: from 10 to 4.5, by -5.5.");
  expect(told({ ...EFFECT, overlaps: { ...EFFECT.overlaps, comparedWithAll: true } })).toContain(
    "compared with all 41 activities of others",
  );
});

test("cells that weren't worked out are said to be so, and why a run failed", () => {
  expect(told({ ...EFFECT, cells: null })).toContain("too many others");
  expect(told(null)).toContain("Late.");
});
