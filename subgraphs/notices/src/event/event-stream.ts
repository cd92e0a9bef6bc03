import { EventEmitter, on } from "node:events";
import type { Db } from "mongodb";
import { type Address, eventsOf, type StoredEvent } from "../store";

const BATCH = 200;
/** How often the database is looked at where nothing was heard: another process may have stored events. */
const LOOK_MS = 5_000;

export interface StreamFilter {
  /** Those alone that are addressed to one of these; all where not given. */
  readonly audience?: readonly Address[];
}

/** Stored events as they come, for subscriptions: a place to wait, and a way to read on from any position. */
export class EventStream {
  readonly #db: Db;
  readonly #stored = new EventEmitter();

  constructor(db: Db) {
    this.#db = db;
    // One for each subscription that waits; they go with their signals.
    this.#stored.setMaxListeners(0);
  }

  /** Tells those who wait that there is more. */
  announce(events: readonly StoredEvent[]): void {
    if (events.length > 0) this.#stored.emit("stored");
  }

  /**
   * Every event after a position, in order and each once, without end. Whoever is cut off goes on from the position of
   * the last one it took in.
   *
   * @param signal ends the stream
   */
  async *eventsSince(position: number, { audience }: StreamFilter = {}, signal?: AbortSignal): AsyncGenerator<StoredEvent, void, void> {
    const ended = signal ?? new AbortController().signal;
    for (let after = position; !ended.aborted; ) {
      const heard = this.#wait(ended);
      const events = await eventsOf(this.#db)
        .find({ position: { $gt: after }, ...(audience === undefined ? {} : { audience: { $in: [...audience] } }) })
        .sort({ position: 1 })
        .limit(BATCH)
        .toArray();
      for (const event of events) {
        if (ended.aborted) return;
        yield event;
        after = event.position;
      }
      if (events.length === 0) await heard.next;
      heard.stop();
    }
  }

  /** Listens before the database is read, so that nothing stored in between is missed. */
  #wait(ended: AbortSignal): { readonly next: Promise<void>; stop(): void } {
    const own = new AbortController();
    const signal = AbortSignal.any([own.signal, ended, AbortSignal.timeout(LOOK_MS)]);
    const iterator = on(this.#stored, "stored", { signal });
    // An end and a time-out are only reasons to look again.
    const next = iterator.next().then(
      () => undefined,
      () => undefined,
    );
    return { next, stop: () => own.abort() };
  }
}
