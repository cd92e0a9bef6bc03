import type { StoredActivity } from "@actionline/schema/hub-records";
import type { Dictionary } from "./dictionary";
import type { AssignmentBasis } from "./row-filter";

/** One assignment of an activity to a plan item, or to a whole action line where no item is named. */
export interface Assignment {
  readonly code: string;
  readonly isLine: boolean;
  readonly basis: AssignmentBasis;
}

/** The two low bits of a packed assignment; the code's number stands above them. */
export const ASSIGNMENT = { line: 1, suggested: 2, bits: 2 } as const;

/** What the record itself carries: declared items and lines, and the hub's suggestions that the publisher hasn't declared. */
export function packAssignments(record: StoredActivity, codes: Dictionary): number[] {
  const declared = new Set([
    ...(record.items ?? []).map(({ item }) => pack(codes.intern(item), 0)),
    ...(record.actionLines ?? []).map((line) => pack(codes.intern(line), ASSIGNMENT.line)),
  ]);
  const suggested = new Set<number>();
  for (const { item, actionLine } of record.suggestions) {
    const target = item === null ? pack(codes.intern(actionLine), ASSIGNMENT.line) : pack(codes.intern(item), 0);
    if (!declared.has(target)) suggested.add(target | ASSIGNMENT.suggested);
  }
  return [...declared, ...suggested];
}

export const pack = (code: number, flags: number): number => ((code << ASSIGNMENT.bits) | flags) >>> 0;
