import type { LabelledPair } from "../../demonstration/pair-bench/labelled-pair";

/** What a method made of a pair, as far as it is scored. */
export interface Verdict {
  readonly level: "L0" | "L1" | "L2" | "L3" | null;
  readonly outcome: "MERGED" | "PROPOSED" | null;
  /** What the method itself found against the two being one. */
  readonly vetoes: readonly string[];
}

/** A pair that came out otherwise than it is labelled. */
export interface Miss {
  readonly pair: LabelledPair;
  readonly verdict: Verdict;
  readonly fault: "WRONG_MERGE" | "WRONG_PROPOSAL" | "MISSED_OVERLAP" | "MISSED_DUPLICATE" | "VETOED_PROPOSED";
}

/** Shares are null where there was nothing to be right about. */
export interface Score {
  readonly pairs: number;
  readonly merges: number;
  readonly mergePrecision: number | null;
  readonly proposals: number;
  readonly proposalPrecision: number | null;
  /** Of the pairs labelled OVERLAP at L3: how many a review is asked for. */
  readonly overlapRecall: number | null;
  /** Of the pairs labelled SAME: how many are merged or proposed as such. */
  readonly duplicateRecall: number | null;
  /** Pairs with a veto, the label's or the method's own, that came out as merged or proposed all the same. */
  readonly vetoedProposed: number;
  readonly misses: readonly Miss[];
  /** How the pairs of each stratum came out. */
  readonly confusion: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Only a pair that is one activity may be merged; a proposal is right where a person would agree with its level. */
export function scorePairs(pairs: readonly LabelledPair[], verdictOf: (pair: LabelledPair) => Verdict): Score {
  const judged = pairs.map((pair) => ({ pair, verdict: verdictOf(pair) }));
  const merged = judged.filter(({ verdict }) => verdict.outcome === "MERGED");
  const proposed = judged.filter(({ verdict }) => verdict.outcome === "PROPOSED");
  const overlaps = judged.filter(({ pair }) => isCandidate(pair));
  const duplicates = judged.filter(({ pair }) => pair.label === "SAME");
  return {
    pairs: pairs.length,
    merges: merged.length,
    mergePrecision: share(merged, isRight),
    proposals: proposed.length,
    proposalPrecision: share(proposed, isRight),
    overlapRecall: share(overlaps, isRight),
    duplicateRecall: share(duplicates, isRight),
    vetoedProposed: judged.filter(isVetoedAndProposed).length,
    misses: judged.flatMap(missesOf),
    confusion: confusionOf(judged),
  };
}

interface Judged {
  readonly pair: LabelledPair;
  readonly verdict: Verdict;
}

const isCandidate = ({ label, level }: LabelledPair): boolean => label === "OVERLAP" && level === "L3";

function isRight({ pair, verdict }: Judged): boolean {
  if (verdict.outcome === null) return false;
  return verdict.level === "L0" ? pair.label === "SAME" : verdict.level === "L3" && isCandidate(pair);
}

const isVetoedAndProposed = ({ pair, verdict }: Judged): boolean =>
  verdict.outcome !== null && (pair.veto !== undefined || verdict.vetoes.length > 0);

function missesOf(judged: Judged): Miss[] {
  const { pair, verdict } = judged;
  const faults: Miss["fault"][] = [];
  if (verdict.outcome !== null && !isRight(judged)) faults.push(verdict.outcome === "MERGED" ? "WRONG_MERGE" : "WRONG_PROPOSAL");
  if (isVetoedAndProposed(judged)) faults.push("VETOED_PROPOSED");
  if (isCandidate(pair) && !isRight(judged)) faults.push("MISSED_OVERLAP");
  if (pair.label === "SAME" && !isRight(judged)) faults.push("MISSED_DUPLICATE");
  return faults.map((fault) => ({ pair, verdict, fault }));
}

const share = (judged: readonly Judged[], right: (each: Judged) => boolean): number | null =>
  judged.length === 0 ? null : judged.filter(right).length / judged.length;

function confusionOf(judged: readonly Judged[]): Map<string, Map<string, number>> {
  const confusion = new Map<string, Map<string, number>>();
  for (const { pair, verdict } of judged) {
    const stratum = `${pair.label}${pair.level === undefined ? "" : ` ${pair.level}`}: ${pair.kind}`;
    const row = confusion.get(stratum) ?? new Map<string, number>();
    const came = [verdict.level ?? "nothing", ...(verdict.outcome === null ? [] : [verdict.outcome.toLowerCase()])].join(" ");
    confusion.set(stratum, row.set(came, (row.get(came) ?? 0) + 1));
  }
  return confusion;
}
