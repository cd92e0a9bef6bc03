import type { Alongside, Appended, Appender } from "@actionline/log/appender";
import { keyOf } from "@actionline/log/batch";
import type { Change } from "@actionline/log/log-entry";
import type { ClientSession, Db } from "mongodb";
import type { Beside } from "./beside";
import { type AppendedCounts, type HarvestState, writeHarvestState } from "./harvest-state";

/** Writes a batch and what stands or falls with it. A test replaces it by one that does it in the wrong order. */
export type CommitBatch = (appender: Appender, changes: readonly Change[], alongside: Alongside) => Promise<Appended>;

const together: CommitBatch = (appender, changes, alongside) => appender.append(changes, alongside);

/** Records in a batch: enough that a commit's own cost is spread, few enough that a transaction is short. */
export const BATCH_RECORDS = 500;
/** Characters of content in a batch, so that a transaction stays small whatever the records' sizes. */
const MOST_CONTENT = 4_000_000;

export interface BatchSettings {
  /** How a batch and its cursor are written; for tests that do it wrong. */
  readonly commit?: CommitBatch;
  readonly batchRecords?: number;
}

/** What batches are written to. */
interface WrittenLog {
  readonly appender: Appender;
  readonly db: Db;
  readonly fence?: ((session: ClientSession) => Promise<void>) | undefined;
}

/** Gathers changes into batches and commits one while the next is being read. */
export class BatchWriter {
  state: HarvestState;
  readonly #log: WrittenLog;
  readonly #beside: readonly Beside[];
  readonly #commit: CommitBatch;
  readonly #most: number;
  #changes = new Map<string, Change>();
  #content = 0;
  #onTheWay: Promise<void> = Promise.resolve();

  constructor(log: WrittenLog, state: HarvestState, beside: readonly Beside[], settings: BatchSettings = {}) {
    this.#log = log;
    this.state = state;
    this.#beside = beside;
    this.#commit = settings.commit ?? together;
    this.#most = settings.batchRecords ?? BATCH_RECORDS;
  }

  get isFull(): boolean {
    const waiting = this.#beside.reduce((sum, writer) => sum + writer.waiting, this.#changes.size);
    return waiting >= this.#most || this.#content >= MOST_CONTENT;
  }

  /** Changes that the next batch holds. */
  get gathered(): readonly Change[] {
    return [...this.#changes.values()];
  }

  /** Takes a change into the next batch, in place of what that said of the same subject before. */
  add(change: Change, content: number): void {
    this.#changes.set(keyOf(change), change);
    this.#content += content;
  }

  /** Takes back what the next batch says of a subject. */
  drop(subject: Pick<Change, "kind" | "subject">): void {
    this.#changes.delete(keyOf(subject));
  }

  /** Sends what was gathered on its way, after the batch before it arrived. */
  async send(progress: Partial<HarvestState>): Promise<void> {
    await this.#onTheWay;
    const changes = this.gathered;
    this.#changes = new Map();
    this.#content = 0;
    this.#onTheWay = this.#write(changes, progress);
    // Whoever sends the next batch, or waits for the last, hears of a failure.
    this.#onTheWay.catch(() => undefined);
  }

  async arrived(): Promise<void> {
    await this.#onTheWay;
  }

  async #write(changes: readonly Change[], progress: Partial<HarvestState>): Promise<void> {
    const writes = this.#beside.map((writer) => writer.take());
    const before = this.state;
    const after = (appended: Appended): HarvestState => ({ ...before, ...progress, counts: sum(before.counts, appended) });
    const { appender, db, fence } = this.#log;
    const appended = await this.#commit(appender, changes, async (session, soFar) => {
      await fence?.(session);
      for (const write of writes) await write(db, session);
      await writeHarvestState(db, after(soFar), session);
    });
    this.state = after(appended);
  }
}

function sum(before: AppendedCounts, appended: Appended): AppendedCounts {
  return {
    added: before.added + appended.added,
    changed: before.changed + appended.changed,
    unchanged: before.unchanged + appended.unchanged,
    deleted: before.deleted + appended.deleted,
  };
}
