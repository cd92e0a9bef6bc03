import type { ClientSession, Collection, Db } from "mongodb";
import { METHOD } from "../method";

/** How far the matcher has come. It is written in the transaction of what it found, so the two never differ. */
export interface CursorState {
  readonly _id: "matcher";
  readonly method: string;
  /** All entries up to here are taken into account. */
  readonly sequence: number;
  /** While all records are gone through: the last version that was; null when that is done. */
  readonly swept: number | null;
}

export class Cursor {
  readonly #states: Collection<CursorState>;

  private constructor(db: Db) {
    this.#states = db.collection<CursorState>("matcher");
  }

  /** Makes the collection first: a transaction that reads at a snapshot can't. */
  static async open(db: Db): Promise<Cursor> {
    const cursor = new Cursor(db);
    await cursor.#states.updateOne({ _id: "matcher" }, { $setOnInsert: { method: "", sequence: 0, swept: null } }, { upsert: true });
    return cursor;
  }

  /** Where to go on; null where all records must be gone through first: at the start, and after another method. */
  async read(): Promise<CursorState | null> {
    const state = await this.#states.findOne({ _id: "matcher" });
    return state?.method === METHOD ? state : null;
  }

  async write(sequence: number, swept: number | null, session: ClientSession): Promise<void> {
    await this.#states.updateOne({ _id: "matcher" }, { $set: { method: METHOD, sequence, swept } }, { session });
  }
}
