import type { Principal } from "@actionline/kit/access";
import { contentHash } from "@actionline/log/canonical";

/** An id for a new line of a register: the same for the same request of the same person, so that a repeated one names the same line. */
export function newLineId(owner: string, { id }: Principal, idempotencyKey: string): string {
  return `${owner}:declared/${contentHash([id, idempotencyKey]).slice(0, 16)}`;
}
