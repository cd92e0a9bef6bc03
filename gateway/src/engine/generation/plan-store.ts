import { LRUCache } from "lru-cache";
import { type EngineCode, EngineError } from "../engine-error";
import type { NormalisedOperation, OperationVariables } from "../operation/normalised-operation";
import type { QueryPlan } from "../plan/plan";
import type { Planner, PlanRequest } from "../plan/planner";
import { asksSubgraphs } from "./asks-subgraphs";
import { DecidedConditions } from "./decided-conditions";

/** A plan, and what has been made of it. */
export interface StoredPlan<Compiled> {
  readonly plan: QueryPlan;
  readonly compiled: Compiled;
  readonly written: WrittenPlan;
}

/** A plan as its planner wrote it. */
interface WrittenPlan {
  readonly request: PlanRequest;
  readonly text: string;
  /** Times that it was asked for. */
  uses: number;
}

export interface PlanStoreOptions<Compiled> {
  readonly planner: Planner;
  readonly compile: (plan: QueryPlan) => Compiled;
  /** That all plans kept may hold together. */
  readonly bytes: number;
  /** Called with each plan that was made, or why it couldn't be, and the milliseconds that took. */
  readonly onPlan?: ((took: number, code: EngineCode | null) => void) | undefined;
}

/** Milliseconds that a refusal stands: long enough to spare the planner a flood, short enough for a machine that was busy. */
const REFUSAL_STANDS = 60_000;
const STANDS: ReadonlySet<string> = new Set(["PLAN_LIMIT", "QUERY_TOO_COSTLY"]);
const REFUSALS_BYTES = 4 * 1024 * 1024;
/** The share of the bytes for plans that are kept as their text alone. */
const FOR_TEXTS = 1 / 4;
/** As measured on Node 20, and rounded up: what a compiled plan holds by the length of its text once it has run. */
const COMPILED = { bytes: 3_000, bytesPerCharacter: 40 };
const WRITTEN = { bytes: 500, bytesPerCharacter: 1 };

/**
 * Plans by what was asked and which labels are active; made once however many ask for one at the same time. Of one that was
 * asked for once its text is kept, a thirtieth of what it holds when compiled: most of what is asked once never comes again.
 */
export class PlanStore<Compiled> {
  readonly #options: PlanStoreOptions<Compiled>;
  /** A plan is in one of the two. */
  readonly #written: LRUCache<string, WrittenPlan>;
  readonly #compiled: LRUCache<string, StoredPlan<Compiled>>;
  readonly #refusals: LRUCache<string, EngineError>;
  readonly #conditions = new DecidedConditions();
  readonly #underWay = new Map<string, Promise<StoredPlan<Compiled>>>();

  constructor(options: PlanStoreOptions<Compiled>) {
    this.#options = options;
    const forTexts = Math.ceil(options.bytes * FOR_TEXTS);
    this.#written = new LRUCache({ maxSize: forTexts, sizeCalculation: ({ text }, key) => bytesOf(WRITTEN, text, key) });
    this.#compiled = new LRUCache({
      maxSize: options.bytes - forTexts,
      sizeCalculation: ({ written }, key) => bytesOf(COMPILED, written.text, key),
      dispose: ({ written }, key, reason) => void (reason === "evict" && this.#written.set(key, written)),
    });
    this.#refusals = new LRUCache({ maxSize: REFUSALS_BYTES, sizeCalculation: (_, key) => key.length * 2 + 200, ttl: REFUSAL_STANDS });
  }

  /** At once where it is kept, so that a request that hits waits for nothing. */
  get(
    normalised: NormalisedOperation,
    variables: OperationVariables,
    overrideLabels: readonly string[],
  ): StoredPlan<Compiled> | Promise<StoredPlan<Compiled>> {
    const operation = this.#conditions.textOf(normalised, variables);
    const key = keyOf(operation, overrideLabels);
    const kept = this.#compiled.get(key);
    if (kept === undefined) return this.#missed(key, { operation, overrideLabels }, asksSubgraphs(normalised.selection, variables));
    kept.written.uses++;
    return kept;
  }

  /** Makes a plan before it is asked for, and keeps it ready: it is expected. */
  async warm(request: PlanRequest): Promise<void> {
    const key = keyOf(request.operation, request.overrideLabels);
    if (this.#compiled.has(key)) return;
    if (!this.#written.has(key)) await this.#miss(key, request, true);
    this.#compileAgain(key);
  }

  /** What was asked most, the most first. */
  mostUsed(count: number): readonly PlanRequest[] {
    const plans = [...[...this.#compiled.values()].map(({ written }) => written), ...this.#written.values()];
    const asking = plans.filter(({ text }) => text !== NOTHING).sort((one, other) => other.uses - one.uses);
    return asking.slice(0, count).map(({ request }) => request);
  }

  async #missed(key: string, request: PlanRequest, asks: boolean): Promise<StoredPlan<Compiled>> {
    const stored = this.#compileAgain(key) ?? (await this.#miss(key, request, asks));
    stored.written.uses++;
    return stored;
  }

  /** What is asked for again is likely to be asked for often. */
  #compileAgain(key: string): StoredPlan<Compiled> | undefined {
    const written = this.#written.get(key);
    if (written === undefined) return undefined;
    const stored = this.#stored(written);
    this.#written.delete(key);
    this.#compiled.set(key, stored);
    // One that is larger than all that may be compiled stays as it was.
    if (!this.#compiled.has(key)) this.#written.set(key, written);
    return stored;
  }

  #stored(written: WrittenPlan): StoredPlan<Compiled> {
    const plan = JSON.parse(written.text) as QueryPlan;
    return { plan, compiled: this.#options.compile(plan), written };
  }

  async #miss(key: string, request: PlanRequest, asks: boolean): Promise<StoredPlan<Compiled>> {
    const refused = this.#refusals.get(key);
    if (refused !== undefined) throw refused;
    const underWay = this.#underWay.get(key);
    if (underWay !== undefined) return underWay;
    const made = this.#make(key, request, asks);
    this.#underWay.set(key, made);
    try {
      return await made;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #make(key: string, request: PlanRequest, asks: boolean): Promise<StoredPlan<Compiled>> {
    const written = { request, text: asks ? await this.#planned(key, request) : NOTHING, uses: 0 };
    const stored = this.#stored(written);
    if (asks && stored.plan.node === undefined) throw noWay();
    this.#written.set(key, written);
    return stored;
  }

  async #planned(key: string, request: PlanRequest): Promise<string> {
    const { planner, onPlan } = this.#options;
    const began = performance.now();
    try {
      const plan = await planner.plan(request);
      onPlan?.(performance.now() - began, null);
      return plan;
    } catch (error) {
      const code = error instanceof EngineError ? error.code : "INTERNAL";
      if (error instanceof EngineError && STANDS.has(code)) this.#refusals.set(key, error);
      onPlan?.(performance.now() - began, code);
      throw error;
    }
  }
}

const NOTHING = JSON.stringify({ kind: "QueryPlan" } satisfies QueryPlan);

function bytesOf(holds: typeof COMPILED, text: string, key: string): number {
  return holds.bytes + holds.bytesPerCharacter * text.length + 2 * key.length;
}

function keyOf(operation: string, overrideLabels: readonly string[]): string {
  return overrideLabels.length === 0 ? operation : `${overrideLabels.join("\n")}\n${operation}`;
}

/** An empty plan would be answered with nulls that nobody gave. */
function noWay(): EngineError {
  return new EngineError("INTERNAL", "The hub found no way to answer this question, which is a fault of its own.");
}
