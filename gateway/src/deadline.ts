import { hubError } from "@actionline/kit/hub-error";

/** How long one request may take, from its arrival to its answer. */
export class Deadline {
  readonly #refusal: Promise<never>;
  readonly #timer: NodeJS.Timeout;
  #over = false;

  constructor(milliseconds: number) {
    const { promise, reject } = refusal();
    this.#refusal = promise;
    this.#timer = setTimeout(() => {
      this.#over = true;
      reject(hubError("DEADLINE", `The request took longer than ${milliseconds / 1000} s; ask for less at once.`, { milliseconds }));
    }, milliseconds);
  }

  /** Whether nobody waits for the answer any more: no new work is begun for it. */
  get over(): boolean {
    return this.#over;
  }

  /** The work's outcome, or DEADLINE where that comes first. */
  within<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#refusal]);
  }

  /** The answer is given, or the client is gone. */
  end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
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
