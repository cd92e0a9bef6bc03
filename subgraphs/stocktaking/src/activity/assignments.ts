import type { ReviewRecord, StoredActivity } from "@actionline/schema/hub-records";
import type { ItemAssignment } from "./item-assignment";

/**
 * For what an activity works, and who says so: what its publisher declares, what a reviewer accepted, whether the rules
 * still suggest it or not, and what awaits review. What a reviewer rejected isn't there.
 *
 * @param reviews the decisions in force on this activity
 * @param lineOf the line of an item, or null
 */
export function assignmentsOf(
  record: StoredActivity,
  reviews: readonly ReviewRecord[],
  lineOf: (item: string) => string | null,
): ItemAssignment[] {
  const decided = new Set(reviews.map(({ item, actionLine }) => targetOf(item, actionLine)));
  const declared = declaredBy(record, lineOf);
  const known = new Set(declared.map((assignment) => targetOf(assignment.item?.id ?? null, assignment.actionLine?.code ?? "")));
  const accepted = reviews
    .filter(({ decision, item, actionLine }) => decision === "ACCEPTED" && !known.has(targetOf(item, actionLine)))
    .map(({ item, actionLine, reason }) => ({ ...assigned(item, actionLine), basis: "REVIEWED" as const, reason }));
  const open = new Map(record.suggestions.map((suggestion) => [targetOf(suggestion.item, suggestion.actionLine), suggestion]));
  for (const target of [...known, ...decided]) open.delete(target);
  const suggested = [...open.values()].map(({ item, actionLine, confidence, reason }) => ({
    ...assigned(item, actionLine),
    basis: "SUGGESTED" as const,
    confidence,
    reason,
  }));
  return [...declared, ...accepted, ...suggested];
}

function declaredBy({ items = [], actionLines = [] }: StoredActivity, lineOf: (item: string) => string | null): ItemAssignment[] {
  return [
    ...items.map(({ item, weight }) => ({ ...assigned(item, lineOf(item)), weight: weight ?? null })),
    ...actionLines.map((line) => assigned(null, line)),
  ];
}

/** What an assignment, a suggestion and a review of it have in common: the item, or the line where no item is meant. */
export const targetOf = (item: string | null, actionLine: string): string => item ?? `line ${actionLine}`;

function assigned(item: string | null, line: string | null): ItemAssignment {
  return {
    item: item === null ? null : { id: item },
    actionLine: line === null ? null : { code: line },
    basis: "DECLARED",
    weight: null,
    confidence: null,
    reason: null,
  };
}
