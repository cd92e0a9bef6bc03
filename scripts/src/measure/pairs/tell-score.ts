import type { Ratio } from "../measured-case";
import type { Score } from "./score";

/** What the benchmark promises. */
export const TARGETS = { mergePrecision: 1, proposalPrecision: 0.6, overlapRecall: 0.9, vetoedProposed: 0 } as const;

/** The promises held against a score; a share of nothing keeps its promise. */
export function ratiosOf(name: string, score: Score): Ratio[] {
  const atLeast = (told: string, value: number | null, target: number): Ratio[] =>
    value === null ? [] : [{ name: `${name}: ${told}`, value, target: `at least ${target.toFixed(2)}`, met: value >= target }];
  return [
    ...atLeast("precision of merges", score.mergePrecision, TARGETS.mergePrecision),
    ...atLeast("precision of proposals", score.proposalPrecision, TARGETS.proposalPrecision),
    ...atLeast("recall of planted overlaps", score.overlapRecall, TARGETS.overlapRecall),
    {
      name: `${name}: vetoed pairs proposed`,
      value: score.vetoedProposed,
      target: String(TARGETS.vetoedProposed),
      met: score.vetoedProposed === TARGETS.vetoedProposed,
    },
  ];
}

/** How many pairs there were and how many came out; the recall of duplicates has no promise. */
export function figuresOf(name: string, { pairs, merges, proposals, duplicateRecall, misses }: Score): Record<string, number> {
  return {
    [`${name}: pairs`]: pairs,
    [`${name}: merged`]: merges,
    [`${name}: proposed`]: proposals,
    ...(duplicateRecall === null ? {} : { [`${name}: recall of duplicates`]: Math.round(duplicateRecall * 1_000) / 1_000 }),
    [`${name}: pairs that came out otherwise than labelled`]: new Set(misses.map(({ pair }) => pair)).size,
  };
}

/** A line for each stratum: how its pairs came out. */
export function tellConfusion({ confusion }: Score): string[] {
  return [...confusion]
    .sort(([one], [other]) => one.localeCompare(other, "en"))
    .map(([stratum, row]) => `${stratum.padEnd(52)} ${[...row].map(([came, count]) => `${came}: ${count}`).join(", ")}`);
}

/** A line for each pair that came out otherwise than labelled. */
export function tellMisses({ misses }: Score): string[] {
  return misses.map(({ pair, verdict, fault }) => {
    const came = [verdict.level ?? "nothing", verdict.outcome ?? ""].join(" ").trim();
    return `${fault} (${pair.kind}, ${pair.language}): ${pair.one} and ${pair.other} came out as ${came}`;
  });
}
