import { hubError } from "../hub-error";

/** Where a subscription begins: after the number that was given, or else after the last one there is. */
export function sinceOf(since: number | null | undefined, last: number): number {
  if (since === null || since === undefined) return last;
  if (Number.isSafeInteger(since) && since >= 0 && since <= last) return since;
  throw hubError("BAD_INPUT", `since is a whole number from 0 to ${last}; take it from the last event that you read, or leave it out.`, {
    last,
  });
}
