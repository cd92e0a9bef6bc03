import { createHash } from "node:crypto";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import type { Visibility } from "@actionline/schema/entry-kind";
import type { EventKindName, WatchedKindName } from "../event/event-kind";
import { type PartyKindName, sentenceOf, sentenceToParties } from "../event/event-words";
import type { Address, StoredEvent, StoredWatch } from "../store";
import { type Cell, cellKey } from "../watch/watch-slice";

/** How many cells, overlaps or findings an event names; it tells how many there are in all. */
export const MOST_NAMED = 100;

/** An event as it is found, before it has a place in the order. */
export type EventDraft = Omit<StoredEvent, "_id" | "position">;

/** One thing that an event tells of, and how it is called in a sentence. */
export interface Subject {
  readonly words: string;
  readonly cell?: Cell;
  readonly overlap?: string;
  readonly finding?: string;
  readonly source?: string;
}

interface Growing {
  readonly kind: EventKindName;
  readonly visibility: Visibility;
  readonly watch: Pick<StoredWatch, "_id" | "owner">;
  count: number;
  readonly named: Subject[];
}

/** The events of one round. What is of one kind for one watch is one event, however much of it there is. */
export class EventDrafts {
  readonly #sequence: number;
  readonly #at: Date;
  readonly #ofWatches = new Map<string, Growing>();
  readonly #toParties: EventDraft[] = [];

  constructor(sequence: number, at: Date) {
    this.#sequence = sequence;
    this.#at = at;
  }

  /** Tells a watch of something. What may be public and what may not are never one event. */
  tell(watch: Growing["watch"], kind: WatchedKindName, visibility: Visibility, subject: Subject): void {
    const key = `${watch._id} ${kind} ${visibility}`;
    const growing = this.#ofWatches.get(key) ?? { kind, visibility, watch, count: 0, named: [] };
    this.#ofWatches.set(key, growing);
    growing.count += 1;
    if (growing.named.length < MOST_NAMED) growing.named.push(subject);
  }

  /** Tells those whom a finding is about. */
  tellParties(kind: PartyKindName, audience: readonly Address[], finding: FindingRecord, sequence: number): void {
    const draft = { kind, visibility: "PRIVATE" as const, watch: null, count: 1, named: [{ finding: finding.id, words: "" }] };
    this.#toParties.push({ ...this.#draft(draft), audience, sequence, text: sentenceToParties(kind, finding) });
  }

  /** Tells an agency that a source of its own fails again and again. */
  tellOwner(owner: Address, source: string, sequence: number, reason: string): void {
    const draft = {
      kind: "SOURCE_FAILED" as const,
      visibility: "PRIVATE" as const,
      watch: null,
      count: 1,
      named: [{ source, words: source }],
    };
    const text = `The third harvest of ${source} in a row failed. ${reason}`.trim();
    this.#toParties.push({ ...this.#draft(draft), audience: [owner], sequence, text });
  }

  all(): EventDraft[] {
    const ofWatches = Array.from(
      this.#ofWatches.values(),
      (growing): EventDraft => ({
        ...this.#draft({ ...growing, watch: growing.watch._id }),
        audience: [`principal:${growing.watch.owner}`],
      }),
    );
    return [...this.#toParties, ...ofWatches];
  }

  #draft(from: Omit<Growing, "watch"> & { readonly watch: string | null }): Omit<EventDraft, "audience"> {
    const { kind, visibility, watch, count, named } = from;
    return {
      kind,
      at: this.#at,
      sequence: this.#sequence,
      visibility,
      watch,
      count,
      cells: named.flatMap(({ cell }) => cell ?? []),
      overlaps: named.flatMap(({ overlap }) => overlap ?? []),
      findings: named.flatMap(({ finding }) => finding ?? []),
      sources: named.flatMap(({ source }) => source ?? []),
      text: sentenceOf(
        kind,
        count,
        named.map(({ words }) => words),
      ),
      target: null,
    };
  }
}

/** The id of an event: the same news of the same round has the same id, so that it can't be stored twice. */
export function eventIdOf(
  { kind, watch, visibility, sequence, cells, overlaps, findings, sources, target, audience }: EventDraft,
  salt = "",
): string {
  const parts = [kind, watch, visibility, sequence, cells.map(cellKey), overlaps, findings, sources, target, audience, salt];
  return `notice-${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32)}`;
}
