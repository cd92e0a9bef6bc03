import type { Evidence } from "../reference-records";

/** A fact of the reference files, as far as every one of them has these fields. */
interface CheckedFact {
  readonly verified: boolean;
  readonly confidence: string;
  readonly sources?: readonly string[];
  readonly note?: string;
}

/** How far a fact was checked, in the records' shape. */
export function evidenceOf(fact: CheckedFact): Evidence {
  const { verified, confidence, sources = [], note } = fact;
  if (confidence !== "high" && confidence !== "medium" && confidence !== "low") {
    throw new Error(`schema/reference: confidence is "${confidence}"; it is high, medium or low.`);
  }
  return { verified, confidence, sources, ...(note === undefined ? {} : { note }) };
}
