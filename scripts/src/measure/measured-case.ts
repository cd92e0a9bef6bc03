import type { Db, MongoClient } from "mongodb";

/** What a case works with: a database of its own, dropped afterwards, and a line to the person who waits. */
export interface MeasuringRoom {
  readonly client: MongoClient;
  readonly db: Db;
  readonly uri: string;
  readonly say: (line: string) => void;
  /** What random cases are drawn from: another in each run, so that no run proves the seeds of the last one alone. */
  readonly seed: number;
}

/** A figure held against another of the same run; a target that is met says so. */
export interface Ratio {
  readonly name: string;
  readonly value: number;
  readonly target: string;
  readonly met: boolean;
}

/** What one case came to. */
export interface Measurement {
  readonly figures: Readonly<Record<string, number | string | boolean>>;
  readonly ratios: readonly Ratio[];
}

/** One thing that `bench` or `soak` measures; it runs in a process of its own, so that its memory is its own. */
export interface MeasuredCase {
  readonly name: string;
  readonly about: string;
  readonly alone?: false;
  measure(room: MeasuringRoom): Promise<Measurement>;
}

/** A case that needs no database. */
export interface CaseAlone {
  readonly name: string;
  readonly about: string;
  readonly alone: true;
  measure(room: Pick<MeasuringRoom, "say" | "seed">): Promise<Measurement>;
}
