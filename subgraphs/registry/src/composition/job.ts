import type { Problem } from "../problem";

export interface ComposedSubgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** What a publish is compared with, and whose differences it may make. */
export interface Comparison {
  /** The supergraph before. */
  readonly base: string;
  readonly agency: string;
  /** All that are known, since a name may begin like two of them. */
  readonly agencies: readonly string[];
  /** Coordinates that a consent lets the publisher change. */
  readonly allowed: readonly string[];
}

export interface ProbeLimits {
  readonly count: number;
  readonly eachMs: number;
  readonly plans: number;
  readonly allMs: number;
}

/** What the process that composes is asked to do. */
export interface CompositionJob {
  readonly subgraphs: readonly ComposedSubgraph[];
  readonly comparison: Comparison | null;
  readonly probes: ProbeLimits | null;
  /** Texts of operations, looked at where something is taken back. */
  readonly operations: readonly RecordedOperation[];
}

export interface RecordedOperation {
  readonly id: string;
  readonly name: string | null;
  readonly text: string;
}

/** Something of the publisher's own that it takes back, and who asked for it. */
export interface TakenBack {
  readonly coordinate: string;
  readonly message: string;
  readonly usedBy: readonly string[];
}

export interface CompositionVerdict {
  readonly supergraphSdl: string | null;
  readonly problems: readonly Problem[];
  readonly takenBack: readonly TakenBack[];
  /** Milliseconds that composing took. */
  readonly took: number;
}

/** What composes, within limits of time. */
export interface Composing {
  /** Rejects with Refused where it took too long, or failed. */
  run(job: CompositionJob, timeMs: number): Promise<CompositionVerdict>;
  close(): void;
}
