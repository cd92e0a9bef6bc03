import type { Principal } from "./access";

/** The one point of the log that a whole request reads at, and the instant at which age is judged. */
export interface AsOfPoint {
  readonly sequence: number;
  /** The instant of `asOf`: freshness and which years are closed are judged at it. */
  readonly instant: Date;
  /** False when the caller named the point, true when it is the watermark of the moment. */
  readonly latest: boolean;
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
  #asOf: AsOfPoint;

  constructor(principal: Principal, asOf: AsOfPoint) {
    this.principal = principal;
    this.#asOf = asOf;
  }

  get asOf(): AsOfPoint {
    return this.#asOf;
  }

  /** After a mutation, the rest of its own answer reads at the sequence that it wrote. */
  advanceTo(sequence: number): void {
    if (this.#asOf.latest && sequence > this.#asOf.sequence) this.#asOf = { ...this.#asOf, sequence };
  }

  noteSource(answering: AnsweringSource): void {
    this.sources.set(answering.source, answering);
  }
}
