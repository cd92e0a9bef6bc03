import type { SourceCode } from "../../engine-error";
import { sourceFault } from "../source-faults";
import type { EventFlow } from "./event-flow";
import type { StreamPlan } from "./stream-plan";

/** Ends a stream that fails, doesn't begin, or of which nothing is heard for too long. */
export class StreamWatch {
  readonly #flow: EventFlow;
  readonly #plan: StreamPlan;
  #timer: NodeJS.Timeout;

  constructor(flow: EventFlow, plan: StreamPlan) {
    this.#flow = flow;
    this.#plan = plan;
    this.#timer = setTimeout(() => this.fail("SOURCE_TIMEOUT"), plan.limits.begin);
  }

  /** Something came. What is paused says nothing of itself. */
  heard(): void {
    clearTimeout(this.#timer);
    if (this.#flow.ended) return;
    this.#timer = setTimeout(() => (this.#flow.paused ? this.heard() : this.fail("SOURCE_TIMEOUT")), this.#plan.limits.idle);
  }

  fail(code: SourceCode, cause?: unknown): void {
    this.#flow.end({ error: sourceFault(this.#plan.subgraph, code, cause) });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
