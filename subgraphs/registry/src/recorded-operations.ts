import type { Collection, Db } from "mongodb";
import type { RecordedOperation } from "./composition/job";
import { hashOf } from "./prepare";

interface StoredOperation {
  /** SHA-256 of the text. */
  readonly _id: string;
  readonly name: string | null;
  readonly text: string;
  readonly lastSeen: Date;
}

const DAYS = 30;
const DAY_MS = 86_400_000;
/** Operations kept; those seen longest ago go first. */
const MOST = 2_000;
const LONGEST = 20_000;
/** Of all texts together that are looked at. */
const MOST_CHARACTERS = 2_000_000;
const EVERY_MS = 10_000;
/** Texts that wait to be written. */
const MOST_WAITING = 200;

/** What users asked for lately: a sample of texts, without who asked and with what variables. */
export class RecordedOperations {
  readonly #operations: Collection<StoredOperation>;
  readonly #clock: () => Date;
  #timer: NodeJS.Timeout | null = null;
  #waiting = new Map<string, string | null>();
  /** Seen this day already. */
  readonly #seen = new Map<string, number>();

  constructor(db: Db, clock: () => Date) {
    this.#operations = db.collection("recorded_operations");
    this.#clock = clock;
  }

  /** Notes that it was asked; costs a look-up where it was seen today. */
  saw(text: string, name: string | null): void {
    const today = Math.floor(this.#clock().getTime() / DAY_MS);
    if (text.length > LONGEST || this.#seen.get(text) === today || this.#waiting.size >= MOST_WAITING) return;
    if (this.#seen.size >= MOST) this.#seen.clear();
    this.#seen.set(text, today);
    this.#waiting.set(text, name);
  }

  /** Writes from time to time what was seen; what can't be written is a sample less, and harms nobody. */
  start(): void {
    this.#timer ??= setInterval(() => this.flush().catch(() => undefined), EVERY_MS).unref();
  }

  /** Writes what is left where it writes by itself; nobody waits for it in vain. */
  async stop(): Promise<void> {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    await this.flush().catch(() => undefined);
  }

  /** Writes what was seen since the last time. */
  async flush(): Promise<void> {
    const waiting = this.#waiting;
    if (waiting.size === 0) return;
    this.#waiting = new Map();
    const lastSeen = this.#clock();
    const writes = [...waiting].map(([text, name]) => ({
      updateOne: { filter: { _id: hashOf(text) }, update: { $set: { lastSeen }, $setOnInsert: { text, name } }, upsert: true },
    }));
    await this.#operations.bulkWrite(writes, { ordered: false });
  }

  /** Those of the last 30 days, the latest first. */
  async recent(): Promise<RecordedOperation[]> {
    await this.flush();
    const since = new Date(this.#clock().getTime() - DAYS * DAY_MS);
    const found = await this.#operations
      .find({ lastSeen: { $gte: since } })
      .sort({ lastSeen: -1 })
      .limit(MOST)
      .toArray();
    let characters = 0;
    return found.flatMap(({ _id: id, name, text }) => {
      characters += text.length;
      return characters > MOST_CHARACTERS ? [] : [{ id, name, text }];
    });
  }
}
