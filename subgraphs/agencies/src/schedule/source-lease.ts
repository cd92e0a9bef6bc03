import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { type ClientSession, type Collection, type Db, MongoServerError } from "mongodb";

/** Who works on a source at the moment: one document a source. */
interface StoredLease {
  readonly _id: string;
  /** Grows by one with each that takes it. */
  readonly token: number;
  readonly holder: string;
  readonly until: Date;
}

export const sourceLeasesOf = (db: Db): Collection<StoredLease> => db.collection<StoredLease>("source_leases");

/** Another has taken the source over: whatever the one before still had in hand is not written. */
export class LeaseLost extends Error {}

const DUPLICATE_KEY = 11_000;

export interface LeaseSettings {
  readonly leaseMs: number;
  readonly clock: () => Date;
}

/**
 * The right to harvest one source. Who takes it next raises its token, and everything that is written for the source looks at
 * the token in its own transaction: one that was asleep while another took over writes nothing more.
 */
export class SourceLease {
  readonly token: number;
  readonly #db: Db;
  readonly #source: string;
  readonly #settings: LeaseSettings;
  readonly #renewal: NodeJS.Timeout;

  private constructor(db: Db, { _id, token }: StoredLease, settings: LeaseSettings) {
    this.#db = db;
    this.#source = _id;
    this.token = token;
    this.#settings = settings;
    // A renewal that fails is no failure of a write: if the lease is lost by it, the next batch says so.
    this.#renewal = setInterval(() => void this.#renew().catch(() => undefined), settings.leaseMs / 3);
    this.#renewal.unref();
  }

  /** Null while another holds it. */
  static async take(db: Db, source: string, settings: LeaseSettings): Promise<SourceLease | null> {
    const now = settings.clock();
    const holder = `${hostname()}#${process.pid}#${randomUUID().slice(0, 8)}`;
    const until = new Date(now.getTime() + settings.leaseMs);
    try {
      const taken = await sourceLeasesOf(db).findOneAndUpdate(
        { _id: source, until: { $lte: now } },
        { $inc: { token: 1 }, $set: { holder, until } },
        { upsert: true, returnDocument: "after" },
      );
      return taken === null ? null : new SourceLease(db, taken, settings);
    } catch (error) {
      if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return null;
      throw error;
    }
  }

  /** Rejects with LeaseLost where another has taken over; in a transaction, it then comes to nothing. */
  readonly fence = async (session: ClientSession): Promise<void> => {
    const { matchedCount } = await sourceLeasesOf(this.#db).updateOne(this.#mark, { $set: { until: this.#until } }, { session });
    if (matchedCount === 0) throw new LeaseLost(`another works on ${this.#source} now`);
  };

  async release(): Promise<void> {
    clearInterval(this.#renewal);
    await sourceLeasesOf(this.#db).updateOne(this.#mark, { $set: { until: new Date(0) } });
  }

  get #mark(): { readonly _id: string; readonly token: number } {
    return { _id: this.#source, token: this.token };
  }

  get #until(): Date {
    return new Date(this.#settings.clock().getTime() + this.#settings.leaseMs);
  }

  async #renew(): Promise<void> {
    await sourceLeasesOf(this.#db).updateOne(this.#mark, { $set: { until: this.#until } });
  }
}
