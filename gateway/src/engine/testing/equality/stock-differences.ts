import { USUAL_SHARES } from "../operations/shares";
import { inOrder } from "./answer-places";
import type { StockAnswer } from "./ask-stock";
import type { Difference } from "./operations-equal";

/**
 * What isn't asked of the stock gateway, because it answers wrong: aliases that could be taken for a key or a required field,
 * `@skip` and `@include` on fetches that are joined, `@defer`, and fields that require others with arguments or of an
 * interface object. Each stands in a test of its own.
 */
export const STOCK_SHARES = {
  ...USUAL_SHARES,
  deferred: 0,
  hostileAliases: 0,
  conditions: 0,
  without: ["quote", "insurance", "packing", "duty", "headline"],
};

/** The name of what is known to be different in the stock gateway; null for a value that is wrong, and for anything else. */
export function knownOfStock({ case: { operation }, right, given }: Difference): string | null {
  if (given.kind === "refused") return /^We should have an edge from \w+\(\w+\) for __typename$/.test(given.reason) ? "UNPLANNED" : null;
  if (right.kind === "refused") return operation.operationName === "" ? "EMPTY_OPERATION_NAME" : null;
  const [whole, told]: unknown[] = [JSON.parse(right.data), JSON.parse(given.data)];
  if (inOrder(whole) !== inOrder(told)) return isPartOf(told, whole) ? "LOST_DATA" : null;
  if (right.data !== given.data) return "OTHER_ORDER";
  return hiddenIn(given) > 0 ? "HIDDEN_ERRORS" : "MISPLACED_ERRORS";
}

function hiddenIn(answer: StockAnswer): number {
  return answer.hidden ?? 0;
}

/** Whether one holds nothing that the other doesn't; it may lack names, and have null for a value. */
function isPartOf(some: unknown, whole: unknown): boolean {
  if (some === null || some === whole) return true;
  if (typeof some !== "object" || typeof whole !== "object" || whole === null || Array.isArray(some) !== Array.isArray(whole)) return false;
  return Object.entries(some).every(
    ([name, value]) => Object.hasOwn(whole, name) && isPartOf(value, (whole as Record<string, unknown>)[name]),
  );
}
