import type { SourceError } from "../engine/engine-error";

/** Subscriptions that run at one agency's server. Nobody answers for them in its place: they end together, and are told why. */
export class RunningStreams {
  #ends = new AbortController();

  /** Aborts where those that begin now have to end; its reason is what they are told. */
  get ends(): AbortSignal {
    return this.#ends.signal;
  }

  /** Whether none may begin any more. */
  get areClosed(): boolean {
    return this.#ends.signal.aborted;
  }

  /** Ends those that run; others may begin. */
  end(why: SourceError): void {
    const running = this.#ends;
    this.#ends = new AbortController();
    running.abort(why);
  }

  /** Ends those that run, and those that begin. */
  close(why: SourceError): void {
    this.#ends.abort(why);
  }
}
