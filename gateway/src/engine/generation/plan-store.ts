import { LRUCache } from "lru-cache";
import { type EngineCode, EngineError } from "../engine-error";
import type { NormalisedOperation, OperationVariables } from "../operation/normalised-operation";
import type { QueryPlan } from "../plan/plan";
import type { Planner, PlanRequest } from "../plan/planner";
import { asksSubgraphs } from "./asks-subgraphs";
import { DecidedConditions } from "./decided-conditions";

/** A plan, and what has been made of it. */
export interface StoredPlan<Compiled> {
  readonly request: PlanRequest;
  readonly plan: QueryPlan;
  readonly compiled: Compiled;
  readonly bytes: number;
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
/** A compiled plan beside its text: what it takes, by the texts it holds. */
const BYTES_PER_CHARACTER = 6;

/** Plans by what was asked and which labels are active; made once however many ask for one at the same time. */
export class PlanStore<Compiled> {
  readonly #options: PlanStoreOptions<Compiled>;
  readonly #plans: LRUCache<string, StoredPlan<Compiled>>;
  readonly #refusals: LRUCache<string, EngineError>;
  readonly #conditions = new DecidedConditions();
  readonly #underWay = new Map<string, Promise<StoredPlan<Compiled>>>();

  constructor(options: PlanStoreOptions<Compiled>) {
    this.#options = options;
    this.#plans = new LRUCache({ maxSize: options.bytes, sizeCalculation: ({ bytes }) => bytes });
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
    const kept = this.#plans.get(key);
    if (kept === undefined) return this.#missed(key, { operation, overrideLabels }, asksSubgraphs(normalised.selection, variables));
    kept.uses++;
    return kept;
  }

  /** Makes a plan before it is asked for. */
  async warm(request: PlanRequest): Promise<void> {
    const key = keyOf(request.operation, request.overrideLabels);
    if (!this.#plans.has(key)) await this.#miss(key, request, true);
  }

  /** What was asked most, the most first. */
  mostUsed(count: number): readonly PlanRequest[] {
    const plans = [...this.#plans.values()].filter(({ plan }) => plan.node !== undefined).sort((one, other) => other.uses - one.uses);
    return plans.slice(0, count).map(({ request }) => request);
  }

  async #missed(key: string, request: PlanRequest, asks: boolean): Promise<StoredPlan<Compiled>> {
    const stored = await this.#miss(key, request, asks);
    stored.uses++;
    return stored;
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
    const plan = asks ? await this.#planned(key, request) : NOTHING;
    const bytes = (JSON.stringify(plan).length + key.length) * BYTES_PER_CHARACTER;
    const stored = { request, plan, compiled: this.#options.compile(plan), bytes, uses: 0 };
    this.#plans.set(key, stored);
    return stored;
  }

  async #planned(key: string, request: PlanRequest): Promise<QueryPlan> {
    const { planner, onPlan } = this.#options;
    const began = performance.now();
    try {
      const plan = await planner.plan(request);
      if (plan.node === undefined) throw noWay();
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

const NOTHING: QueryPlan = { kind: "QueryPlan" };

function keyOf(operation: string, overrideLabels: readonly string[]): string {
  return overrideLabels.length === 0 ? operation : `${overrideLabels.join("\n")}\n${operation}`;
}

/** An empty plan would be answered with nulls that nobody gave. */
function noWay(): EngineError {
  return new EngineError("INTERNAL", "The hub found no way to answer this question, which is a fault of its own.");
}
