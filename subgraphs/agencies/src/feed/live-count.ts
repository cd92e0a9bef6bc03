import { hash } from "node:crypto";
import type { RecordVerdict } from "@actionline/schema/validator/finding";

/** Digits of a hash that a number holds without loss: two of a million ids meet with a probability of about 1 in 10⁴. */
const DIGITS = 13;
const NO_ID = 0;

/** Counts the records that a source says it has, as its changes tell: to be held against the number that it gives itself. */
export class LiveCount {
  readonly #live = new Map<number, number>();

  get size(): number {
    return [...this.#live.values()].reduce((sum, count) => sum + count, 0);
  }

  note({ operation, id, kind }: Pick<RecordVerdict, "operation" | "id" | "kind">): void {
    if (id === null) {
      if (operation === "UPSERT" || operation === null) this.#live.set(NO_ID, (this.#live.get(NO_ID) ?? 0) + 1);
    } else if (operation === "UPSERT" || operation === "CONFIRMED") this.#live.set(keyOf(kind, id), 1);
    else if (operation !== null) for (const each of kind === null ? KINDS : [kind]) this.#live.delete(keyOf(each, id));
  }
}

const KINDS = ["ACTIVITY", "BUDGET", "SCOPE", "OUTPUT", "ORGANISATION", "ENTITY"] as const;

const keyOf = (kind: string | null, id: string): number => Number.parseInt(hash("sha1", `${kind} ${id}`, "hex").slice(0, DIGITS), 16) + 1;
