import * as os from "node:os";
import { hubError } from "@actionline/kit/hub-error";
import type { Space } from "@actionline/schema/entry-kind";
import type { Binary, ClientSession, Db, MongoClient } from "mongodb";
import { logState } from "./collections";
import type { LogState } from "./log-entry";

export interface LeaseOptions {
  readonly space: Space;
  /** How long a lease lasts without renewal, in milliseconds. */
  readonly leaseMs: number;
}

/**
 * The right to write the log. It is one document with a fencing token: whoever takes the lease next raises the token,
 * and no write under an older one matches. It names its holder's session, so that a transaction which the holder left
 * open when it died doesn't keep the document locked.
 */
export class Lease {
  readonly token: number;
  /** The one session that this holder writes in. */
  readonly session: ClientSession;
  readonly #db: Db;
  readonly #leaseMs: number;
  readonly #renewal: NodeJS.Timeout;

  private constructor(db: Db, session: ClientSession, { token }: LogState, leaseMs: number) {
    this.#db = db;
    this.session = session;
    this.token = token;
    this.#leaseMs = leaseMs;
    // A renewal that fails is no failure of a write: if the lease is lost by it, the next commit says so.
    this.#renewal = setInterval(() => void this.#renew().catch(() => undefined), leaseMs / 3);
    this.#renewal.unref();
  }

  /** Takes the lease, or refuses with LOG_BUSY while a living process holds it. */
  static async take(client: MongoClient, db: Db, { space, leaseMs }: LeaseOptions): Promise<Lease> {
    const current = await currentState(db, space);
    refuseIfHeld(current, space);
    const session = client.startSession();
    try {
      return new Lease(db, session, await raiseToken(client, db, current, session, leaseMs), leaseMs);
    } catch (error) {
      await session.endSession();
      throw error;
    }
  }

  /** What marks the state document as this holder's; it matches nothing once another took over. */
  get mark(): { readonly _id: "log"; readonly token: number } {
    return { _id: "log", token: this.token };
  }

  /** The end of a lease renewed now. */
  get until(): Date {
    return new Date(Date.now() + this.#leaseMs);
  }

  /** Gives the lease back, so that the next process needn't wait for its end. */
  async release(): Promise<void> {
    clearInterval(this.#renewal);
    await logState(this.#db).updateOne(this.mark, { $set: { leaseUntil: new Date(0) } });
    await this.session.endSession();
  }

  async #renew(): Promise<void> {
    // A commit renews the lease itself, and a write beside it would only wait for it.
    if (!this.session.inTransaction()) await logState(this.#db).updateOne(this.mark, { $set: { leaseUntil: this.until } });
  }
}

async function currentState(db: Db, space: Space): Promise<LogState> {
  const found = await logState(db).findOne({ _id: "log" });
  if (found !== null) return found;
  // No instant has been given out yet.
  const first: LogState = {
    _id: "log",
    space,
    watermark: 0,
    at: new Date(0),
    token: 0,
    holder: "",
    session: null,
    leaseUntil: new Date(0),
  };
  const made = await logState(db).findOneAndUpdate({ _id: "log" }, { $setOnInsert: first }, { upsert: true, returnDocument: "after" });
  if (made === null) throw new Error("The log's state document could not be made.");
  return made;
}

function refuseIfHeld(current: LogState, space: Space): void {
  if (current.space !== space) {
    throw hubError("BAD_INPUT", `This database holds ${current.space} records; ${space} records go into a database of their own.`);
  }
  if (current.leaseUntil.getTime() > Date.now() && mayBeAtWork(current.holder)) {
    throw hubError("LOG_BUSY", "Another process is writing to this hub's log; stop it, or ask it to write.", { holder: current.holder });
  }
}

async function raiseToken(client: MongoClient, db: Db, current: LogState, session: ClientSession, leaseMs: number): Promise<LogState> {
  // The server keeps a dead process's open transaction, and its lock on the state document, for a minute.
  if (current.session) await client.db("admin").command({ killSessions: [{ id: current.session }] });
  const taken = await logState(db).findOneAndUpdate(
    { _id: "log", token: current.token },
    { $inc: { token: 1 }, $set: { holder: holderName(), session: idOf(session), leaseUntil: new Date(Date.now() + leaseMs) } },
    { returnDocument: "after" },
  );
  if (taken === null) throw hubError("LOG_BUSY", "Another process took the lease at the same moment; try again in a few seconds.");
  return taken;
}

function idOf(session: ClientSession): Binary {
  if (session.id === undefined) throw new Error("The driver gave no id for the session that the log is written in.");
  return session.id.id;
}

const holderName = (): string => `${os.hostname()}#${process.pid}`;

/**
 * Whether a holder may still be at work: one on another machine counts as alive until its lease is over. One with our
 * own process id is ourselves, or in a restarted container the process before us.
 */
function mayBeAtWork(holder: string): boolean {
  const [host, pid] = holder.split("#");
  if (host !== os.hostname()) return true;
  if (Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    // EPERM says that it lives and isn't ours to signal.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
