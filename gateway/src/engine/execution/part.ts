import { EntityQueue } from "./entity-queue";
import { FaultLog } from "./fault-log";
import type { JoinedTexts } from "./joined-text";
import type { RunState } from "./run-state";

/** One part of an answer: the first, or one that `@defer` put off. Fetches of two parts never wait for each other. */
export class Part {
  readonly faults: FaultLog;
  readonly queue: EntityQueue;

  constructor(state: RunState, texts: JoinedTexts, mostFaults: number) {
    this.faults = new FaultLog(mostFaults);
    this.queue = new EntityQueue(state, texts);
  }
}
