import type { Principal } from "./access";
import type { Citation, Cite } from "./citation";
import type { Point } from "./point";
import { WorkBudget } from "./work-budget";

/** The one point of the log that a whole request reads at. */
export interface AsOfPoint extends Point {
  /** False when the caller named the point, true when it is the watermark of the moment. */
  readonly latest: boolean;
  /** The name of the snapshot that the caller asked by. */
  readonly name?: string | undefined;
}

/** What a mutation wrote: the log's end after it, and the instant of its entry. */
export interface Written {
  readonly sequence: number;
  readonly at: Date;
}

/** Which source an answer stands on; collected during a request and shown in `extensions.sources`. */
export interface AnsweringSource {
  readonly source: string;
  readonly agency: string;
  readonly answeredBy: "INDEX" | "LIVE" | "MIRROR";
  readonly freshness: string;
  readonly asOf: string | null;
}

/** What every hub subgraph is handed for one request: who asks, at which point of the log, and where to note sources. */
export class RequestContext {
  readonly principal: Principal;
  readonly sources = new Map<string, AnsweringSource>();
  /** What the request may still spend on work in memory. */
  readonly work: WorkBudget;
  #asOf: AsOfPoint;
  #cite: Cite | null = null;

  constructor(principal: Principal, asOf: AsOfPoint, work: WorkBudget = new WorkBudget()) {
    this.principal = principal;
    this.work = work;
    this.#asOf = asOf;
  }

  get asOf(): AsOfPoint {
    return this.#asOf;
  }

  /** After a mutation, the rest of its own answer reads at what it wrote, and is judged no earlier than it was written. */
  advanceTo({ sequence, at }: Written): void {
    const { latest, instant } = this.#asOf;
    if (!latest || sequence <= this.#asOf.sequence) return;
    this.#asOf = { sequence, instant: at > instant ? at : instant, latest };
  }

  /** Tells how the answer is cited; whoever knows the whole question says so once. */
  citeBy(cite: Cite): void {
    this.#cite = cite;
  }

  /** How to cite the whole answer that this request makes. */
  cite(): Promise<Citation> {
    if (this.#cite === null) throw new Error("A citation was asked of a request whose question nobody told.");
    return this.#cite();
  }

  noteSource(answering: AnsweringSource): void {
    this.sources.set(answering.source, answering);
  }
}
