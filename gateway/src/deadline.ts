import { hubError } from "@actionline/kit/hub-error";
import { RequestSignal } from "./engine/transport/request-signal";

/** How long one request may take, from its arrival to its answer. */
export class Deadline {
  readonly #signal = new RequestSignal();
  readonly #timer: NodeJS.Timeout;
  /** Those who wait for work; each is taken out once it has its outcome, so that none is kept as long as the request. */
  #waiting: ((error: Error) => void)[] = [];
  #refusal: Error | null = null;
  #over = false;

  readonly #ends: number;

  constructor(milliseconds: number) {
    this.#ends = performance.now() + milliseconds;
    this.#timer = setTimeout(() => this.#pass(milliseconds), milliseconds);
  }

  /** Whether nobody waits for the answer any more: no new work is begun for it. */
  get over(): boolean {
    return this.#over;
  }

  /** Milliseconds that are left; without end where nothing ends it, as for a stream that has begun. */
  get left(): number {
    return this.#over ? Number.POSITIVE_INFINITY : Math.max(0, this.#ends - performance.now());
  }

  /** Aborts what is still being done once nobody waits for it: the time is over, or the client is gone. */
  get signal(): RequestSignal {
    return this.#signal;
  }

  /** The work's outcome, or DEADLINE where that comes first. */
  within<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#refusal !== null) reject(this.#refusal);
      else this.#waiting.push(reject);
      const settle = (): void => {
        this.#waiting = this.#waiting.filter((each) => each !== reject);
      };
      work.then(
        (outcome) => {
          settle();
          resolve(outcome);
        },
        (error: unknown) => {
          settle();
          reject(error);
        },
      );
    });
  }

  /** The answer is given. */
  end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  /** Nobody waits any more: what runs is told to stop. */
  abandon(): void {
    this.end();
    this.#signal.abort();
  }

  #pass(milliseconds: number): void {
    const refusal = hubError("DEADLINE", `The request took longer than ${milliseconds / 1000} s; ask for less at once.`, { milliseconds });
    this.#refusal = refusal;
    this.abandon();
    for (const refuse of this.#waiting) refuse(refusal);
    this.#waiting = [];
  }
}
