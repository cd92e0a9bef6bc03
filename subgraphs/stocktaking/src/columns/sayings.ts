import type { OverlapDecisionRecord, OverlapRecord } from "@actionline/schema/coordination-records";

/** What the matcher says of a pair: records of one activity, perhaps so, or two activities to be reviewed. */
export type Found = "MERGED" | "PROPOSED" | "L3";
/** What a person says of it. */
export type Decided = OverlapDecisionRecord["decision"];

/** What an entry says while it holds. */
export interface Saying<Said> {
  readonly from: number;
  readonly hidden: boolean;
  readonly said: Said;
}

/** A saying that may have ended. */
export type Kept<Said> = Saying<Said> & { to: number };

/** What an overlap record says. */
export const foundBy = ({ level, outcome }: OverlapRecord): Found => (level === "L0" ? outcome : "L3");

/** Whether it says of both that they are, or may be, one. */
export const isOfOne = (found: Found | null): boolean => found !== null && found !== "L3";

/** Ends what was said before; null says nothing anew. */
export function say<Said>(sayings: Kept<Said>[], sequence: number, hidden: boolean, said: Said | null): void {
  const last = sayings.at(-1);
  if (last !== undefined && last.to > sequence) last.to = sequence;
  if (said !== null) sayings.push({ from: sequence, to: Number.POSITIVE_INFINITY, hidden, said });
}

/** A decision that they are two ends what the matcher says of them, for those too who may not read the decision. */
export const silences = (decision: Saying<Decided> | null): boolean => decision !== null && decision.said !== "SAME";

/** What holds at a sequence. */
export const inForce = <Said>(sayings: readonly Kept<Said>[], sequence: number): Kept<Said> | null =>
  sayings.findLast(({ from, to }) => from <= sequence && sequence < to) ?? null;

/** What this reader is told of it. */
export const seen = <Said>(saying: Saying<Said> | null, privateToo: boolean): Said | null =>
  saying === null || (saying.hidden && !privateToo) ? null : saying.said;
