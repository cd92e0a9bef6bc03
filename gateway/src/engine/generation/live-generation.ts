import type { GraphQLSchema } from "graphql";
import type { Fault, TreeObject } from "../answer/tree";
import type { EngineAnswer, EngineQuestion, EngineRequest, Generation, PreparedOperation, WholeAnswer } from "../engine-api";
import type { CompiledPlan } from "../execution/compiled-plan";
import type { Gathered, Run } from "../execution/execution";
import type { NormalisedOperation } from "../operation/normalised-operation";
import type { OperationStore } from "../operation/operation-store";
import type { PlanRequest } from "../plan/planner";
import { printPlan } from "../plan/print-plan";
import type { Admitted } from "../rules/admitted";
import { CachingRules } from "../rules/caching/caching-rules";
import type { OperationCaching } from "../rules/caching/operation-caching";
import type { GraphRules } from "../rules/graph-rules";
import type { SupergraphFacts } from "../supergraph/supergraph-facts";
import type { Transport } from "../transport/transport";
import { AnswerEvents } from "./answer-events";
import { answerInParts } from "./answer-in-parts";
import { AnswerWriter } from "./answer-writer";
import type { IntrospectionStore } from "./introspection-store";
import type { OverrideLabels } from "./override-labels";
import type { PlanStore, StoredPlan } from "./plan-store";
import { Usage } from "./usage";

/** What a generation is made of. */
export interface GenerationParts<Scope> {
  readonly id: string;
  readonly schema: GraphQLSchema;
  readonly facts: SupergraphFacts;
  readonly operations: OperationStore;
  readonly plans: PlanStore<CompiledPlan>;
  readonly introspections: IntrospectionStore;
  /** Null where there is nothing to apply. */
  readonly rules: GraphRules<Scope> | null;
  readonly overrideLabels: OverrideLabels;
  readonly transportOf: (subgraph: string) => Transport<Scope>;
  /** Errors told in one answer; the rest are counted. */
  readonly mostErrors: number;
  readonly onFault: (fault: Fault) => void;
}

/** A generation that answers, and knows who is still being answered. */
export class LiveGeneration<Scope = unknown> implements Generation<Scope> {
  readonly id: string;
  readonly schema: GraphQLSchema;
  readonly facts: SupergraphFacts;
  readonly usage = new Usage();
  /** Whether another one has taken over. */
  isReplaced = false;
  readonly #parts: GenerationParts<Scope>;
  readonly #streams = new Set<() => void>();
  readonly #writers = new WeakMap<NormalisedOperation, AnswerWriter>();
  readonly #caching: CachingRules;

  constructor(parts: GenerationParts<Scope>) {
    this.id = parts.id;
    this.schema = parts.schema;
    this.facts = parts.facts;
    this.#parts = parts;
    this.#caching = new CachingRules(parts.schema, parts.facts);
  }

  prepare(question: EngineQuestion): Promise<PreparedOperation> {
    return this.#parts.operations.prepare(question);
  }

  caching(prepared: PreparedOperation): OperationCaching {
    const caching = this.#caching.of(prepared);
    // What isn't for everyone isn't for a cache that answers everyone.
    return this.#parts.rules?.requires(prepared.normalised) === true ? { ...caching, private: true } : caching;
  }

  async explain({ normalised }: PreparedOperation, overrideLabels?: readonly string[]): Promise<string> {
    const { plan } = await this.#parts.plans.get(normalised, {}, this.#parts.overrideLabels.active(overrideLabels));
    return printPlan(plan);
  }

  async execute(prepared: PreparedOperation, request: EngineRequest<Scope>): Promise<EngineAnswer> {
    const leave = this.usage.enter();
    try {
      const answer = await this.#answer(prepared, request);
      if (answer.kind === "parts") void answer.settled.then(leave);
      else leave();
      return answer;
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Ends what is still listened to, spread over a time, so that not all come back to the next generation at once. */
  endStreams(within: number): void {
    for (const end of this.#streams) {
      if (within === 0) end();
      else setTimeout(end, Math.random() * within).unref();
    }
  }

  /** Makes a plan before anyone asks for it. */
  warm(request: PlanRequest): Promise<void> {
    return this.#parts.plans.warm(request);
  }

  /** Reads a question before anyone asks it, and learns what it wants to know of the schema. */
  async expect(question: EngineQuestion): Promise<void> {
    const { normalised } = await this.#parts.operations.prepare(question, true);
    if (normalised.introspection !== null) await this.#parts.introspections.of(normalised, {}, true);
  }

  /** What was asked most, the most first: as it came, and as it was planned. */
  mostUsed(count: number): { readonly questions: readonly EngineQuestion[]; readonly plans: readonly PlanRequest[] } {
    return { questions: this.#parts.operations.mostUsed(count), plans: this.#parts.plans.mostUsed(count) };
  }

  async #answer(prepared: PreparedOperation, request: EngineRequest<Scope>) {
    const { plans, rules, introspections, overrideLabels, transportOf } = this.#parts;
    const variables = prepared.coerceInputs(request.variables);
    const admitted = rules?.admit(prepared.normalised, variables, request.scope) ?? null;
    const operation = admitted?.operation ?? prepared.normalised;
    const writer = this.#writers.get(operation) ?? this.#newWriter(operation);
    const found = plans.get(operation, variables, overrideLabels.active(request.overrideLabels));
    const { compiled }: StoredPlan<CompiledPlan> = found instanceof Promise ? await found : found;
    const run: Run<Scope> = { variables, signal: request.signal, scope: request.scope, onFetch: request.onFetch };
    if (prepared.kind === "subscription") return { kind: "stream" as const, events: this.#events(compiled, run, writer, admitted) };
    // Before the run: what is refused here has changed nothing yet.
    const told = prepared.normalised.introspection === null ? null : await introspections.of(prepared.normalised, request.variables);
    const gathered = await compiled.run(run, transportOf);
    if (gathered.tree !== null && told !== null) Object.assign(gathered.tree, told);
    if (gathered.deferred.length > 0) {
      const inParts = answerInParts(writer, gathered, variables);
      return { ...inParts, first: this.#told(inParts.first, gathered.tree, admitted) };
    }
    return this.#told(writer.whole(gathered, variables), gathered.tree, admitted);
  }

  #told(answer: WholeAnswer, tree: TreeObject | null, admitted: Admitted | null): WholeAnswer {
    return admitted === null ? answer : admitted.told(answer, tree, this.#parts.mostErrors);
  }

  #events(compiled: CompiledPlan, run: Run<Scope>, writer: AnswerWriter, admitted: Admitted | null): AnswerEvents {
    const { transportOf } = this.#parts;
    const isOfPast = () => this.isReplaced;
    const told = (gathered: Gathered) => this.#told(writer.whole(gathered, run.variables), gathered.tree, admitted);
    async function* source(signal: AbortSignal): AsyncGenerator<WholeAnswer, void, void> {
      for await (const gathered of compiled.subscribe({ ...run, signal, isOfPast }, transportOf)) yield told(gathered);
    }
    return new AnswerEvents({ source, signal: run.signal, onBegin: (end) => this.#begin(end) });
  }

  /** Whoever listens keeps the generation, until it is ended. */
  #begin(end: () => void): () => void {
    const leave = this.usage.enter();
    this.#streams.add(end);
    return () => {
      this.#streams.delete(end);
      leave();
    };
  }

  #newWriter(operation: NormalisedOperation): AnswerWriter {
    const { mostErrors, transportOf, onFault } = this.#parts;
    const isTrusted = (subgraph: string) => transportOf(subgraph).trusted;
    const writer = new AnswerWriter(this.schema, operation, { mostErrors, isTrusted, onFault });
    this.#writers.set(operation, writer);
    return writer;
  }
}
