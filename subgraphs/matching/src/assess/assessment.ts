import type { Assertion, AssertionName, ExculpationName, VetoName } from "@actionline/schema/coordination-records";
import type { SharedCells } from "./shared-cells";

export interface Veto {
  readonly name: VetoName;
  readonly detail: string;
}

export interface Exculpation {
  readonly name: ExculpationName;
  readonly detail: string;
}

/** What two records are to one another, with every reason; the same whichever is named first. */
export interface Assessment {
  /** The two activities, the lesser id first. */
  readonly one: string;
  readonly other: string;
  /** L0 to L3 of the definition; null where none of them holds. */
  readonly level: "L0" | "L1" | "L2" | "L3" | null;
  /** For L0 and L3: whether it counts by itself, or waits for a person. */
  readonly outcome: "MERGED" | "PROPOSED" | null;
  readonly assertions: readonly Assertion[];
  /** What shows that they aren't one activity. None of level L0 has any. */
  readonly vetoes: readonly Veto[];
  /** What explains an overlap, so that it stops at L2. */
  readonly exculpations: readonly Exculpation[];
  /** Where both are strong evidence by their own records; null where nowhere. */
  readonly cells: SharedCells | null;
  /** The same id with different content, told in a sentence: no match, and somebody should look at the ids. */
  readonly conflict: string | null;
  /** What a reader must know to weigh it, such as titles that couldn't be compared. */
  readonly notes: readonly string[];
}

/** Makes an assertion's record; kept here so that each is written alike. */
export const assertion = (name: AssertionName, detail: string): Assertion => ({ name, detail });
