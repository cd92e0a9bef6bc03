import type { AsOfPoint } from "@actionline/kit/request-context";
import { readWatermark } from "@actionline/log/as-of";
import { versionsOf } from "@actionline/log/collections";
import type { LoggedChange } from "@actionline/log/follow";
import { LogFollower } from "@actionline/log/log-follower";
import type { Db } from "mongodb";
import { FindingTable } from "./finding-table";

const BATCH = 500;

/** The findings in memory: it follows the log and answers at any sequence that it has reached. */
export class FindingIndex {
  readonly table = new FindingTable();
  readonly #db: Db;
  readonly #follower: LogFollower<"FINDING" | "REDACTION">;
  /** Orders that were followed since versions were last read again. */
  #erased = false;

  private constructor(db: Db, after: number) {
    this.#db = db;
    const apply = (change: LoggedChange<"FINDING" | "REDACTION">): void => this.#apply(change);
    this.#follower = new LogFollower(db, { kinds: ["FINDING", "REDACTION"], apply, batch: BATCH, after });
  }

  static async open(db: Db): Promise<FindingIndex> {
    // Nothing before the first finding matters, and most of a long log comes before it.
    const index = new FindingIndex(db, await beforeFirst(db));
    await index.#follower.catchUp();
    return index;
  }

  get sequence(): number {
    return this.#follower.sequence;
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
    await this.#follower.reach(sequence);
    if (this.#erased) await this.#rereadErased();
  }

  #apply(change: LoggedChange<"FINDING" | "REDACTION">): void {
    if (change.kind === "FINDING") this.table.apply(change);
    else if (change.record?.kind === "ACTIVITY" || change.record?.kind === "BUDGET") this.#erased = true;
  }

  /** What a finding quotes of a record goes with the record. */
  async #rereadErased(): Promise<void> {
    this.#erased = false;
    const quoting = { "record.overlap": { $ne: null }, "record.evidence.text": "[redacted]" } as const;
    for await (const { _id, record } of versionsOf(this.#db, "FINDING").find(quoting)) this.table.reread(_id, record);
  }
}

/** The sequence before that of the first finding ever; the log's end where there is none. */
async function beforeFirst(db: Db): Promise<number> {
  const watermark = await readWatermark(db);
  const first = await versionsOf(db, "FINDING").find().sort({ _id: 1 }).limit(1).project<{ _id: number }>({ _id: 1 }).next();
  return first === null ? watermark : Math.min(watermark, first._id - 1);
}
