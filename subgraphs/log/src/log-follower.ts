import type { EntryKind } from "@actionline/schema/entry-kind";
import type { Db } from "mongodb";
import { readWatermark } from "./as-of";
import { type KeptFields, type LoggedChange, readChanges } from "./follow";

export interface FollowOptions<K extends EntryKind> {
  readonly kinds: readonly K[];
  /** Takes in the next change; changes come in order, each once. */
  readonly apply: (change: LoggedChange<K>) => void;
  /** How many are taken in at one go. */
  readonly batch: number;
  /** What of the records is read; all of them where not given. */
  readonly kept?: KeptFields;
  /** Nothing up to this sequence matters. */
  readonly after?: number;
}

/** Keeps something in memory in step with the log: whoever asks waits until it has reached what it is asked at. */
export class LogFollower<K extends EntryKind> {
  readonly #db: Db;
  readonly #options: FollowOptions<K>;
  #sequence: number;
  #catchUp: Promise<void> | null = null;

  constructor(db: Db, options: FollowOptions<K>) {
    this.#db = db;
    this.#options = options;
    this.#sequence = options.after ?? 0;
  }

  /** How far it has followed. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Follows up to the log's watermark; calls at the same time share one catch-up. */
  catchUp(): Promise<void> {
    this.#catchUp ??= this.#readOn().finally(() => {
      this.#catchUp = null;
    });
    return this.#catchUp;
  }

  /** Follows the log until at least this sequence. */
  async reach(sequence: number): Promise<void> {
    while (this.#sequence < sequence) {
      const before = this.#sequence;
      const shared = this.#catchUp !== null;
      await this.catchUp();
      // A catch-up that was under way may have read the watermark before this sequence was written: once more, then.
      if (!shared && this.#sequence === before) {
        throw new RangeError(`The log ends at sequence ${before}; sequence ${sequence} was asked for.`);
      }
    }
  }

  async #readOn(): Promise<void> {
    const { kinds, apply, batch, kept } = this.#options;
    const watermark = await readWatermark(this.#db);
    for await (const changes of readChanges(this.#db, kinds, this.#sequence, watermark, batch, kept)) {
      for (const change of changes) {
        apply(change);
        // With each entry, so that a catch-up cut short goes on after the last one it took in.
        this.#sequence = change.sequence;
      }
    }
    this.#sequence = Math.max(this.#sequence, watermark);
  }
}
