import type { LabelledPair } from "../../demonstration/pair-bench/labelled-pair";
import { scorePairs, type Verdict } from "./score";

const NOTHING: Verdict = { level: null, outcome: null, vetoes: [] };
const MERGED: Verdict = { level: "L0", outcome: "MERGED", vetoes: [] };
const SAME: Verdict = { level: "L0", outcome: "PROPOSED", vetoes: [] };
const REVIEW: Verdict = { level: "L3", outcome: "PROPOSED", vetoes: [] };

let number = 0;
const labelled = (label: LabelledPair["label"], more: Partial<LabelledPair> = {}): LabelledPair => ({
  one: `a:${++number}`,
  other: `b:${number}`,
  label,
  kind: "a kind",
  language: "en",
  reason: "So it is.",
  ...more,
});

function score(...judged: readonly (readonly [LabelledPair, Verdict])[]) {
  const verdicts = new Map(judged);
  return scorePairs([...verdicts.keys()], (pair) => verdicts.get(pair) ?? NOTHING);
}

describe("the score of labelled pairs", () => {
  it("finds a merge of anything but one activity wrong", () => {
    expect(score([labelled("SAME"), MERGED], [labelled("RELATED"), MERGED])).toMatchObject({ merges: 2, mergePrecision: 0.5 });
  });

  it("asks of a proposal that its level is right too: a review of one activity reported twice is as wrong as a link between two", () => {
    const found = score(
      [labelled("SAME"), SAME],
      [labelled("SAME"), REVIEW],
      [labelled("OVERLAP", { level: "L3" }), REVIEW],
      [labelled("OVERLAP", { level: "L3" }), SAME],
      [labelled("OVERLAP", { level: "L2" }), REVIEW],
      [labelled("OVERLAP", { level: "L2" }), { level: "L2", outcome: null, vetoes: [] }],
    );
    expect(found).toMatchObject({ proposals: 5, proposalPrecision: 0.4, overlapRecall: 0.5, duplicateRecall: 0.5 });
    expect(found.misses.map(({ fault }) => fault).sort()).toEqual([
      "MISSED_DUPLICATE",
      "MISSED_OVERLAP",
      "WRONG_PROPOSAL",
      "WRONG_PROPOSAL",
      "WRONG_PROPOSAL",
    ]);
  });

  it("counts a vetoed pair that is proposed, whether the label or the method itself has the veto", () => {
    const byLabel = labelled("RELATED", { veto: "DIFFERENT_PHASE" });
    const found = score([byLabel, SAME], [labelled("SAME"), { ...SAME, vetoes: ["TEMPLATE_TITLE"] }], [labelled("SAME"), SAME]);
    expect(found.vetoedProposed).toBe(2);
  });

  it("has no precision where nothing was merged or proposed, and no recall where there was nothing to find", () => {
    const nothing = { mergePrecision: null, proposalPrecision: null, overlapRecall: null, duplicateRecall: null };
    expect(score([labelled("DISTINCT"), NOTHING])).toMatchObject({ ...nothing, misses: [] });
  });

  it("tells for each stratum how its pairs came out", () => {
    const found = score([labelled("SAME"), MERGED], [labelled("SAME"), NOTHING], [labelled("OVERLAP", { level: "L3" }), REVIEW]);
    expect([...found.confusion].map(([stratum, row]) => [stratum, Object.fromEntries(row)])).toEqual([
      ["SAME: a kind", { "L0 merged": 1, nothing: 1 }],
      ["OVERLAP L3: a kind", { "L3 proposed": 1 }],
    ]);
  });
});
