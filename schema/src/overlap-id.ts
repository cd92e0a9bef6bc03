import { createHash } from "node:crypto";

/** The two of a pair in the order in which the hub writes them. */
export const inOrder = (one: string, other: string): readonly [string, string] => (one < other ? [one, other] : [other, one]);

/** The id of a pair of activities, the same whichever is named first. Hub ids may hold any character, so they are hashed as a list. */
export function overlapId(one: string, other: string): string {
  const pair = JSON.stringify(inOrder(one, other));
  return `overlap-${createHash("sha256").update(pair).digest("hex").slice(0, 24)}`;
}
