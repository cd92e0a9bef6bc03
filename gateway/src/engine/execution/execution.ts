import type { Fault, TreeObject } from "../answer/tree";
import type { OperationVariables } from "../operation/normalised-operation";
import type { LeaveSignal } from "../transport/on-abort";

/** How one fetch went; for traces, `explain` and metrics. */
export interface FetchReport {
  readonly subgraph: string;
  readonly startedAt: number;
  /** Milliseconds. */
  readonly took: number;
  readonly bytes: number;
  /** Representations sent; 0 for root fields. */
  readonly entities: number;
  /** NOBODY where there was no answer that could be used. */
  readonly answeredBy: "LIVE" | "MIRROR" | "NOBODY";
  readonly cacheControl: string | undefined;
  readonly code: string | null;
}

/** One run of a compiled plan. */
export interface Run<Scope = unknown> {
  readonly variables: OperationVariables;
  readonly signal: LeaveSignal;
  readonly scope: Scope;
  /** Whether another graph has taken over since. */
  readonly isOfPast?: (() => boolean) | undefined;
  /** Called as each fetch ends. */
  readonly onFetch?: ((report: FetchReport) => void) | undefined;
}

/** What a run has gathered. */
export interface Gathered {
  /** Null where the operation's root itself was lost. */
  readonly tree: TreeObject | null;
  readonly faults: readonly Fault[];
  readonly faultsLeftOut: number;
  /** Whether every answer was plain so far; absent where nobody looked. Later ones may not be. */
  readonly isPlain?: () => boolean;
  /** Objects that stand at several places of the tree. */
  readonly repeated?: ReadonlySet<TreeObject> | undefined;
  /** Parts that `@defer` put off, each to be awaited by itself. */
  readonly deferred: readonly DeferredPart[];
}

export interface DeferredPart {
  /** Of the text: `_d0`, `_d1`, … */
  readonly id: string;
  /** Internal names that lead to where it stands. */
  readonly path: readonly string[];
  /** Settles when the tree holds what it asks; with the faults met on the way. Never rejects. */
  readonly ready: Promise<{ readonly faults: readonly Fault[]; readonly faultsLeftOut: number }>;
}
