import { type LeaveSignal, offAbort, onAbort } from "./on-abort";
import { sourceFault } from "./source-faults";
import type { SubgraphAnswer, SubgraphRequest, Transport } from "./transport";

export interface SharingOptions<Scope> {
  readonly subgraph: string;
  /** All that could change an answer beside its question, as a text: who asks, as of when, in which language. Null for never sharing. */
  readonly shareKey: (scope: Scope) => string | null;
}

/** One answer that several wait for; it is given up when nobody does any more. */
class SharedAsk {
  readonly #answers: Promise<SubgraphAnswer[]>;
  readonly #leaving = new AbortController();
  #waiting = 0;

  constructor(ask: (signal: AbortSignal) => Promise<SubgraphAnswer>, over: () => void) {
    // Copies are made before anybody has the answer: whoever does writes into it.
    this.#answers = ask(this.#leaving.signal)
      .finally(over)
      .then((answer) => [answer, ...Array.from({ length: this.#waiting - 1 }, () => copyOf(answer))]);
    // Whoever waits hears of it; it may be nobody.
    this.#answers.catch(() => undefined);
  }

  get givenUp(): boolean {
    return this.#leaving.signal.aborted;
  }

  /** An answer of one's own, unless the one who asks leaves first. */
  join(signal: LeaveSignal, left: () => Error): Promise<SubgraphAnswer> {
    this.#waiting++;
    return new Promise((resolve, reject) => {
      let waits = true;
      const leave = () => {
        waits = false;
        reject(left());
        this.#waiting--;
        if (this.#waiting === 0) this.#leaving.abort(signal.reason);
      };
      onAbort(signal, leave);
      this.#answers
        .finally(() => offAbort(signal, leave))
        .then((answers) => {
          const own = waits ? answers.pop() : undefined;
          if (own !== undefined) resolve(own);
        }, reject);
    });
  }
}

function copyOf(answer: SubgraphAnswer): SubgraphAnswer {
  return { ...answer, data: copyOfValue(answer.data) as SubgraphAnswer["data"] };
}

function copyOfValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOfValue);
  const prototype: unknown = Object.getPrototypeOf(value);
  // What a scalar of one's own made is a value like a number.
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copyOfValue(each)]));
}

/** Asks once what is being asked already: queries alone, and only where everything that could change the answer is the same. */
export class SharingTransport<Scope = unknown> implements Transport<Scope> {
  readonly trusted: boolean;
  readonly #inner: Transport<Scope>;
  readonly #options: SharingOptions<Scope>;
  readonly #asked = new Map<string, SharedAsk>();
  readonly subscribe?: (request: SubgraphRequest<Scope>) => AsyncIterable<SubgraphAnswer>;

  constructor(inner: Transport<Scope>, options: SharingOptions<Scope>) {
    this.#inner = inner;
    this.#options = options;
    this.trusted = inner.trusted;
    if (inner.subscribe !== undefined) this.subscribe = inner.subscribe.bind(inner);
  }

  ask(request: SubgraphRequest<Scope>): Promise<SubgraphAnswer> {
    const key = request.operation.kind === "query" ? this.#options.shareKey(request.scope) : null;
    if (key === null || request.signal.aborted) return this.#inner.ask(request);
    return this.#shared(`${key}\n${request.body()}`, request).join(request.signal, () =>
      sourceFault(this.#options.subgraph, "SOURCE_TIMEOUT", request.signal.reason),
    );
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #shared(key: string, request: SubgraphRequest<Scope>): SharedAsk {
    const known = this.#asked.get(key);
    if (known !== undefined && !known.givenUp) return known;
    const made: SharedAsk = new SharedAsk(
      (signal) => this.#inner.ask({ ...request, signal }),
      () => {
        if (this.#asked.get(key) === made) this.#asked.delete(key);
      },
    );
    this.#asked.set(key, made);
    return made;
  }
}
