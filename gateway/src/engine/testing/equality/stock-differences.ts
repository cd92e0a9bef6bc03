import { USUAL_SHARES } from "../operations/shares";
import type { Path } from "./answer";
import { inOrder, startsWith } from "./answer-places";
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
  if (inOrder(whole) !== inOrder(told)) return isPartOf(told, whole, [], namesOf(right.errors)) ? "LOST_DATA" : null;
  if (right.data !== given.data) return "OTHER_ORDER";
  return hiddenIn(given) > 0 ? "HIDDEN_ERRORS" : "MISPLACED_ERRORS";
}

/** With indexes as text, as the keys of lists are listed. */
function namesOf(paths: readonly Path[]): readonly Path[] {
  return paths.map((path) => path.map(String));
}

function hiddenIn(answer: StockAnswer): number {
  return answer.hidden ?? 0;
}

/**
 * Whether one holds nothing that the other doesn't. It may lack names, and have null for a value; and hold what the other
 * lost for an error, where it lacks the very name that the error stands at.
 */
function isPartOf(some: unknown, whole: unknown, path: Path, errors: readonly Path[]): boolean {
  if (some === null || some === whole) return true;
  if (whole === null) return errors.some((error) => startsWith(error, path) && lacks(some, error.slice(path.length)));
  if (typeof some !== "object" || typeof whole !== "object" || Array.isArray(some) !== Array.isArray(whole)) return false;
  return Object.entries(some).every(
    ([name, value]) => Object.hasOwn(whole, name) && isPartOf(value, (whole as Record<string, unknown>)[name], [...path, name], errors),
  );
}

/** Whether an object on the way doesn't have the name that leads on. */
function lacks(value: unknown, [step, ...rest]: Path): boolean {
  if (step === undefined || value === null || typeof value !== "object") return false;
  return !Object.hasOwn(value, step) || lacks((value as Record<string | number, unknown>)[step], rest);
}
