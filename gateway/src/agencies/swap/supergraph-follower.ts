import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { FollowedSupergraph, SupergraphSource } from "./followed-supergraph";

export interface SupergraphFollowerOptions {
  readonly source: SupergraphSource;
  /** Lets a supergraph take over; rejects where it doesn't load, and leaves all as it was. */
  readonly take: (supergraph: FollowedSupergraph) => Promise<void>;
  /** The number of the one that is in force here already. */
  readonly from: number;
  readonly logger: Logger;
  /** Milliseconds between looks. */
  readonly every?: number | undefined;
  /** Milliseconds before the first look: gateways that begin together don't look, and swap, at the same moment. */
  readonly after?: number | undefined;
}

const EVERY_MS = 200;
/** What doesn't load may be the moment's fault: it is tried again, less and less often. */
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 300_000;

/** Looks which supergraph is in force, and lets each new one take over. What can't be read or loaded leaves the last one serving. */
export class SupergraphFollower {
  readonly #options: SupergraphFollowerOptions;
  readonly #stopping = new AbortController();
  readonly #refused = { number: 0, until: 0, rest: 0 };
  #taken: number;
  #away = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: SupergraphFollowerOptions) {
    this.#options = options;
    this.#taken = options.from;
  }

  /** The number of the supergraph that is in force here. */
  get taken(): number {
    return this.#taken;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Looks once; never rejects. */
  async look(): Promise<void> {
    const { source, logger } = this.#options;
    try {
      const number = await source.number();
      if (this.#away) logger.info("the registry can be read again");
      this.#away = false;
      // A number that is less than what was taken is another database's: what stands there is in force all the same.
      if (number === 0 || number === this.#taken || !this.#mayTry(number)) return;
      const found = await source.read();
      if (found !== null && found.number !== this.#taken) await this.#take(found);
    } catch (error) {
      if (!this.#away) logger.warn({ err: error }, "the registry can't be read: the last supergraph goes on serving");
      this.#away = true;
    }
  }

  async #run(): Promise<void> {
    const { every = EVERY_MS, after = 0 } = this.#options;
    const { signal } = this.#stopping;
    const rest = (milliseconds: number) => sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
    await rest(after);
    while (!signal.aborted) {
      await this.look();
      await rest(every);
    }
  }

  async #take(found: FollowedSupergraph): Promise<void> {
    const { take, logger } = this.#options;
    const began = performance.now();
    try {
      await take(found);
      this.#taken = found.number;
      logger.info({ supergraph: found.number, took: Math.round(performance.now() - began) }, "a new supergraph took over");
    } catch (error) {
      this.#refuse(found.number);
      logger.error({ supergraph: found.number, err: error }, "a supergraph doesn't load here: the last one goes on serving");
    }
  }

  #refuse(number: number): void {
    const known = this.#refused.number === number;
    const rest = known ? Math.min(this.#refused.rest * 2, LONGEST_REST_MS) : FIRST_REST_MS;
    Object.assign(this.#refused, { number, rest, until: performance.now() + rest });
  }

  #mayTry(number: number): boolean {
    return number !== this.#refused.number || performance.now() >= this.#refused.until;
  }
}
