import { hubError } from "@actionline/kit/hub-error";

/** How long one request may take, from its arrival to its answer. */
export class Deadline {
  readonly #refusal: Promise<never>;
  readonly #abandon = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #over = false;

  constructor(milliseconds: number) {
    const { promise, reject } = refusal();
    this.#refusal = promise;
    this.#timer = setTimeout(() => {
      this.abandon();
      reject(hubError("DEADLINE", `The request took longer than ${milliseconds / 1000} s; ask for less at once.`, { milliseconds }));
    }, milliseconds);
  }

  /** Whether nobody waits for the answer any more: no new work is begun for it. */
  get over(): boolean {
    return this.#over;
  }

  /** Aborts what is still being done once nobody waits for it: the time is over, or the client is gone. */
  get signal(): AbortSignal {
    return this.#abandon.signal;
  }

  /** The work's outcome, or DEADLINE where that comes first. */
  within<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#refusal]);
  }

  /** The answer is given. */
  end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  /** Nobody waits any more: what runs is told to stop. */
  abandon(): void {
    this.end();
    this.#abandon.abort();
  }
}

function refusal(): { promise: Promise<never>; reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  // It may pass while nothing is being waited for.
  promise.catch(() => undefined);
  return { promise, reject };
}
