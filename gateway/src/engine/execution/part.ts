import { EntityQueue } from "./entity-queue";
import { FaultLog } from "./fault-log";
import type { JoinedTexts } from "./joined-text";
import type { RunState } from "./run-state";

/** What is the same for every run of a plan. */
export interface Planned {
  readonly texts: JoinedTexts;
  /** How many fetches to each subgraph nothing waits for but the end of the answer. */
  readonly finals: ReadonlyMap<string, number>;
  readonly mostFaults: number;
}

/** One part of an answer: the first, or one that `@defer` put off. Fetches of two parts never wait for each other. */
export class Part {
  readonly faults: FaultLog;
  readonly queue: EntityQueue;

  constructor(state: RunState, { texts, finals, mostFaults }: Planned) {
    this.faults = new FaultLog(mostFaults);
    this.queue = new EntityQueue(state, texts, finals);
  }
}
