import type { LoggedChange } from "@actionline/log/follow";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import { countUpTo } from "./ascending";

interface KeptVersion<T> {
  readonly from: number;
  to: number;
  readonly hidden: boolean;
  readonly kept: T;
}

const POINTS_REMEMBERED = 16;

/**
 * All versions of the records of one small kind, readable at any sequence. It keeps of each record what `keep` takes.
 * The records at a point are one map, the same object as long as nothing of the kind changed in between, so that what
 * is worked out from it can be remembered by it.
 */
export class VersionedTable<K extends EntryKind, T> {
  readonly #keep: (record: RecordOfKind[K], sequence: number) => T;
  readonly #bySubject = new Map<string, KeptVersion<T>[]>();
  readonly #changedAt: number[] = [];
  readonly #points = new Map<string, ReadonlyMap<string, T>>();

  constructor(keep: (record: RecordOfKind[K], sequence: number) => T) {
    this.#keep = keep;
  }

  /** Takes in the next change; changes come in order of their sequences. */
  apply(change: Pick<LoggedChange<K>, "sequence" | "subject" | "visibility"> & { readonly record: RecordOfKind[K] | null }): void {
    const { sequence, subject, record } = change;
    const versions = this.#bySubject.get(subject) ?? [];
    if (versions.length === 0) this.#bySubject.set(subject, versions);
    const last = versions.at(-1);
    if (last !== undefined && last.to > sequence) last.to = sequence;
    const hidden = change.visibility === "PRIVATE";
    if (record !== null) versions.push({ from: sequence, to: Number.POSITIVE_INFINITY, hidden, kept: this.#keep(record, sequence) });
    this.#changedAt.push(sequence);
  }

  /** The records that hold at a sequence, by subject. */
  at(sequence: number, privateToo: boolean): ReadonlyMap<string, T> {
    return this.#point("live", sequence, privateToo);
  }

  /** The last form of each record that held once and, as far as this reader may see, no longer does. */
  endedAt(sequence: number, privateToo: boolean): ReadonlyMap<string, T> {
    return this.#point("ended", sequence, privateToo);
  }

  #point(which: "live" | "ended", sequence: number, privateToo: boolean): ReadonlyMap<string, T> {
    const key = `${which} ${this.#lastChangeUpTo(sequence)} ${privateToo}`;
    const known = this.#points.get(key);
    if (known !== undefined) return known;
    const point = this.#build(which, sequence, privateToo);
    const oldest = this.#points.keys().next();
    if (this.#points.size >= POINTS_REMEMBERED && !oldest.done) this.#points.delete(oldest.value);
    this.#points.set(key, point);
    return point;
  }

  #build(which: "live" | "ended", sequence: number, privateToo: boolean): Map<string, T> {
    const point = new Map<string, T>();
    for (const [subject, versions] of this.#bySubject) {
      const last = versions.findLast(({ from, hidden }) => from <= sequence && (privateToo || !hidden));
      if (last !== undefined && sequence < last.to === (which === "live")) point.set(subject, last.kept);
    }
    return point;
  }

  #lastChangeUpTo(sequence: number): number {
    return this.#changedAt[countUpTo(this.#changedAt, sequence) - 1] ?? 0;
  }
}
