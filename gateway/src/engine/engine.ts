import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { EngineQuestion, Generation } from "./engine-api";
import { type EngineLimits, type EngineOptions, limitsOf } from "./engine-options";
import { type BuiltGeneration, buildGeneration, idOf } from "./generation/build-generation";
import { SpareThread } from "./generation/spare-thread";
import { letThreadsKeepTheirLimits } from "./generation/threads-own-limits";
import { Transports } from "./generation/transports";
import { warmUp } from "./generation/warm-up";

/** A generation that somebody holds on to: it serves until it is let go, whatever takes over meanwhile. */
export interface Held<Scope> {
  readonly generation: Generation<Scope>;
  release(): void;
}

/** A federated graph that answers: one generation at a time, each for one supergraph. */
export class Engine<Scope = unknown> {
  readonly #options: EngineOptions<Scope>;
  readonly #limits: EngineLimits;
  readonly #transports: Transports<Scope>;
  readonly #live = new Set<BuiltGeneration<Scope>>();
  readonly #listeners = new Set<(generation: Generation<Scope>) => void>();
  readonly #closing = new AbortController();
  readonly #spare = new SpareThread();
  #current: BuiltGeneration<Scope> | null = null;
  /** Supergraphs are taken in the order they are given. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(options: EngineOptions<Scope>) {
    this.#options = options;
    this.#limits = limitsOf(options.limits);
    this.#transports = new Transports(options.transportOf);
    // Each generation that drains listens, and where supergraphs follow each other quickly there are many.
    setMaxListeners(0, this.#closing.signal);
  }

  /** Rejects with the reason where the supergraph isn't valid. */
  static async open<Scope = unknown>(options: EngineOptions<Scope>): Promise<Engine<Scope>> {
    letThreadsKeepTheirLimits();
    const engine = new Engine(options);
    engine.#current = await engine.#build(options.supergraphSdl);
    const { planner, spareThread } = engine.#limits;
    if (spareThread) engine.#spare.startLater({ supergraphSdl: options.supergraphSdl, kind: options.planner ?? "apollo" }, planner);
    return engine;
  }

  /** The generation of the moment. A request takes it once, and keeps to it. */
  get current(): Generation<Scope> {
    return this.#now().generation;
  }

  /** Those that somebody still uses, the current one among them. */
  get generations(): readonly Generation<Scope>[] {
    return [...this.#live].map(({ generation }) => generation);
  }

  /** Names of the subgraphs that there is a way to. */
  get subgraphs(): readonly string[] {
    return this.#transports.names;
  }

  /** The generation of the moment, for longer than the moment between taking it and asking it. */
  hold(): Held<Scope> {
    const { generation } = this.#now();
    return { generation, release: generation.usage.enter() };
  }

  /** Calls back with each generation that takes over; gives how to end that. */
  onChange(callback: (generation: Generation<Scope>) => void): () => void {
    this.#listeners.add(callback);
    return () => void this.#listeners.delete(callback);
  }

  /**
   * Builds a generation aside, makes the plans of what is asked most and of the questions given, and lets it take over.
   * Rejects with the reason where the supergraph isn't valid, and leaves everything as it was.
   */
  replace(supergraphSdl: string, { warm = [] }: { readonly warm?: readonly EngineQuestion[] } = {}): Promise<Generation<Scope>> {
    const replaced = this.#turn.then(() => this.#replace(supergraphSdl, warm));
    this.#turn = replaced.catch(() => undefined);
    return replaced;
  }

  /** Waits for what is being answered, but no longer than the time given; closes every way to a subgraph. */
  async close(time = 10_000): Promise<void> {
    this.#closing.abort();
    await this.#turn;
    for (const { generation } of this.#live) {
      generation.endStreams(0);
      generation.usage.retire();
    }
    const drained = Promise.all([...this.#live].map(({ generation }) => generation.usage.drained));
    const late = new AbortController();
    await Promise.race([drained, sleep(time, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
    await Promise.all([this.#spare.close(), ...[...this.#live].map((built) => this.#forget(built))]);
    this.#current = null;
  }

  async #replace(supergraphSdl: string, warm: readonly EngineQuestion[]): Promise<Generation<Scope>> {
    const began = performance.now();
    const old = this.#now();
    if (idOf(supergraphSdl) === old.generation.id) return old.generation;
    const next = await this.#build(supergraphSdl);
    const { warmOperations, warmTime } = this.#limits;
    const { plans, questions } = old.generation.mostUsed(warmOperations);
    const { warmed, refused } = await warmUp(next.generation, { asked: warm, plans, expected: questions, time: warmTime });
    this.#current = next;
    old.generation.isReplaced = true;
    this.#retire(old).catch((error: unknown) => this.#report(error));
    const took = performance.now() - began;
    this.#options.hooks?.onSwap?.({ from: old.generation.id, to: next.generation.id, took, warmed, refused });
    for (const listener of this.#listeners) listener(next.generation);
    return next.generation;
  }

  async #build(supergraphSdl: string): Promise<BuiltGeneration<Scope>> {
    if (this.#closing.signal.aborted) throw new Error("the engine is closed");
    const transportsOf = this.#transports.take.bind(this.#transports);
    const built = await buildGeneration({
      ...this.#options,
      supergraphSdl,
      limits: this.#limits,
      spare: this.#spare.take(),
      transportsOf,
    });
    this.#live.add(built);
    return built;
  }

  async #retire(built: BuiltGeneration<Scope>): Promise<void> {
    const closing = this.#closing.signal;
    const { spareThread, grace, drainTime, spread } = this.#limits;
    // At once: the next supergraph may come before those who are late here have asked, and few of them ask what is new.
    if (spareThread) built.planner.rest((thread) => this.#spare.offer(thread));
    await sleep(grace, undefined, { signal: closing, ref: false }).catch(() => undefined);
    if (closing.aborted) return;
    built.generation.usage.retire();
    built.planner.rest();
    const late = setTimeout(() => built.generation.endStreams(spread), drainTime).unref();
    await built.generation.usage.drained;
    clearTimeout(late);
    await this.#forget(built);
  }

  async #forget(built: BuiltGeneration<Scope>): Promise<void> {
    if (!this.#live.delete(built)) return;
    const closed = await Promise.allSettled([built.planner.close(), ...this.#transports.giveBack(built.subgraphs)]);
    for (const outcome of closed) if (outcome.status === "rejected") this.#report(outcome.reason);
    this.#options.hooks?.onDrained?.(built.generation.id);
  }

  /** What went wrong where nobody waits for it. */
  #report(error: unknown): void {
    const { onError = (unheard: unknown) => process.emitWarning(unheard instanceof Error ? unheard : String(unheard)) } =
      this.#options.hooks ?? {};
    onError(error);
  }

  #now(): BuiltGeneration<Scope> {
    if (this.#current === null) throw new Error("the engine is closed");
    return this.#current;
  }
}
