import type { Db } from "mongodb";

/** A run of an agency's records in a scratch database, over, and the points before and after it. */
export interface RehearsedRun {
  readonly scratch: Db;
  readonly agency: string;
  /** Where the log stood before it. */
  readonly before: number;
  /** Where it stands now. */
  readonly after: number;
  /** The instant that both points are judged at. */
  readonly instant: Date;
  /** Ends it early, by the error that it was aborted with. */
  readonly stop: AbortSignal;
}

/** The subjects that an agency's records have: the head of a subject is indexed. */
export const subjectsOf = (agency: string) => ({ $gte: `${agency}:`, $lt: `${agency};` });
