import { setTimeout as sleep } from "node:timers/promises";
import { SourceError } from "../../engine/engine-error";
import type { SubgraphAnswer, SubgraphRequest, Transport } from "../../engine/transport/transport";
import { RetryBudget } from "./retry-budget";

/** Second attempts for each first one, and how many may be saved up. */
const RETRIES = { share: 0.1, most: 10 };
/** Milliseconds before a second attempt: some, and at most so many more. */
const PAUSE = { least: 20, spread: 130 };

/** Asks a server; what changes nothing is asked once more where no answer came at all, as long as that was rare lately. */
export class SecondAttempt<Scope> {
  readonly #way: Transport<Scope>;
  readonly #random: () => number;
  readonly #retries = new RetryBudget(RETRIES.share, RETRIES.most);

  /** @param random from 0 to 1, 1 excluded */
  constructor(way: Transport<Scope>, random: () => number) {
    this.#way = way;
    this.#random = random;
  }

  /** @param mayRepeat whether the server may be asked twice, told when it comes to that */
  async ask(request: SubgraphRequest<Scope>, mayRepeat: () => boolean): Promise<SubgraphAnswer> {
    this.#retries.earn();
    try {
      return await this.#way.ask(request);
    } catch (error) {
      const again = error instanceof SourceError && error.code === "SOURCE_UNAVAILABLE" && request.operation.kind === "query";
      if (!again || request.signal.aborted || !mayRepeat() || !this.#retries.spend()) throw error;
      await sleep(PAUSE.least + PAUSE.spread * this.#random());
      if (request.signal.aborted) throw error;
      return this.#way.ask(request);
    }
  }
}
