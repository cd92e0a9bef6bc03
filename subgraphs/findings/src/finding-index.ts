import type { AsOfPoint } from "@actionline/kit/request-context";
import { readWatermark } from "@actionline/log/as-of";
import { versionsOf } from "@actionline/log/collections";
import { readChanges } from "@actionline/log/follow";
import type { Db } from "mongodb";
import { FindingTable } from "./finding-table";

const BATCH = 500;

/** The findings in memory: it follows the log and answers at any sequence that it has reached. */
export class FindingIndex {
  readonly table = new FindingTable();
  readonly #db: Db;
  #sequence = 0;
  #catchUp: Promise<void> | null = null;

  private constructor(db: Db) {
    this.#db = db;
  }

  static async open(db: Db): Promise<FindingIndex> {
    const index = new FindingIndex(db);
    // Nothing before the first finding matters, and most of a long log comes before it.
    index.#sequence = await beforeFirst(db);
    await index.#follow();
    return index;
  }

  get sequence(): number {
    return this.#sequence;
  }

  /**
   * Waits until what a request sees can be told at its point. At a past one that also hangs on how long each version stood,
   * and so on all that came since.
   */
  async reachPoint({ sequence, latest }: AsOfPoint): Promise<void> {
    await this.reach(latest ? sequence : Math.max(sequence, await readWatermark(this.#db)));
  }

  /** Follows the log until at least this sequence; calls at the same time share one catch-up. */
  async reach(sequence: number): Promise<void> {
    while (this.#sequence < sequence) {
      const before = this.#sequence;
      const shared = this.#catchUp !== null;
      await this.#follow();
      // A catch-up that was under way may have read the watermark before this sequence was written: once more, then.
      if (!shared && this.#sequence === before) {
        throw new RangeError(`The log ends at sequence ${before}; the findings were asked for ${sequence}.`);
      }
    }
  }

  #follow(): Promise<void> {
    this.#catchUp ??= this.#readOn().finally(() => {
      this.#catchUp = null;
    });
    return this.#catchUp;
  }

  async #readOn(): Promise<void> {
    const watermark = await readWatermark(this.#db);
    for await (const changes of readChanges(this.#db, ["FINDING"], this.#sequence, watermark, BATCH)) {
      for (const change of changes) {
        this.table.apply(change);
        this.#sequence = change.sequence;
      }
    }
    this.#sequence = Math.max(this.#sequence, watermark);
  }
}

/** The sequence before that of the first finding ever; the log's end where there is none. */
async function beforeFirst(db: Db): Promise<number> {
  const watermark = await readWatermark(db);
  const first = await versionsOf(db, "FINDING").find().sort({ _id: 1 }).limit(1).project<{ _id: number }>({ _id: 1 }).next();
  return first === null ? watermark : Math.min(watermark, first._id - 1);
}
