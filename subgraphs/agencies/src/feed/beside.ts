import type { ClientSession, Db } from "mongodb";

/** Gathers what a run writes beside the log, and hands it over to be written in a batch's own transaction. */
export interface Beside {
  /** How many writes it holds. */
  readonly waiting: number;
  take(): (db: Db, session: ClientSession) => Promise<void>;
}
