import type { RedactionRecord } from "@actionline/schema/federation-records";
import type { Db } from "mongodb";
import { contentHash } from "../canonical";
import { versionsOf } from "../collections";
import { type Change, OPEN } from "../log-entry";
import { valueAt, without } from "./pointer";

/** What an erased value is known by when it is sent again; its record's id keeps equal values apart. */
export function erasedHash(subject: string, value: unknown): string {
  return contentHash([subject, value ?? null]);
}

/** The orders in force: what was erased stays out, whoever sends it again and however often. */
export class Redactions {
  readonly #bySubject = new Map<string, RedactionRecord[]>();
  #size = 0;

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  /** All of them; those of one record in the order in which they were given. */
  get all(): readonly RedactionRecord[] {
    return [...this.#bySubject.values()].flat();
  }

  static async read(db: Db): Promise<Redactions> {
    const redactions = new Redactions();
    for await (const { record } of versionsOf(db, "REDACTION").find({ to: OPEN })) redactions.add(record);
    return redactions;
  }

  add(record: RedactionRecord): void {
    const key = `${record.kind} ${record.subject}`;
    const known = this.#bySubject.get(key) ?? [];
    const others = known.filter(({ id }) => id !== record.id);
    this.#bySubject.set(key, [...others, record]);
    this.#size += others.length + 1 - known.length;
  }

  /** The change without what was erased; null where nothing of it may come in. */
  applied(change: Change): Change | null {
    if (this.#bySubject.size === 0) return change;
    const orders = this.#bySubject.get(`${change.kind} ${change.subject}`);
    if (orders === undefined || change.record === null) return change;
    if (orders.some(({ pointer }) => pointer === null)) return null;
    const pointers = orders.flatMap(({ pointer, erased }) =>
      pointer !== null && erasedHash(change.subject, valueAt(change.record, pointer)) === erased ? [pointer] : [],
    );
    if (pointers.length === 0) return change;
    const { hash: _, ...envelope } = change;
    // The last of a list first: taking out one moves those behind it.
    const record = pointers.sort((one, other) => (one < other ? 1 : -1)).reduce((rest, pointer) => without(rest, pointer), change.record);
    return { ...envelope, record };
  }
}
