import { EventEmitter } from "node:events";
import type { Db } from "mongodb";
import { eventsOf, type StoredEvent } from "../store";

const STORED = "stored";

/** Where those who subscribe hear of stored events, and read on from any position. */
export class EventStream {
  readonly #db: Db;
  readonly #stored = new EventEmitter();

  constructor(db: Db) {
    this.#db = db;
    // One for each subscription; each takes its own away.
    this.#stored.setMaxListeners(0);
  }

  /** How many listen. */
  get listening(): number {
    return this.#stored.listenerCount(STORED);
  }

  /** Tells those who listen that there is more. */
  announce(events: readonly StoredEvent[]): void {
    if (events.length > 0) this.#stored.emit(STORED);
  }

  /** Calls back when events were stored; gives how to end that. */
  onStored(callback: () => void): () => void {
    this.#stored.on(STORED, callback);
    return () => this.#stored.off(STORED, callback);
  }

  /** The events of a watch after a position, in order; as many as `most` at a time. */
  ofWatch(watch: string, after: number, most: number): Promise<StoredEvent[]> {
    return eventsOf(this.#db)
      .find({ watch, position: { $gt: after } })
      .sort({ position: 1 })
      .limit(most)
      .toArray();
  }
}
