import type { TreeObject } from "../answer/tree";
import { type SourceCode, SourceError } from "../engine-error";
import { sourceFault } from "../transport/source-faults";
import type { SubgraphAnswer, Transport } from "../transport/transport";
import type { EntityBatch } from "./entity-batch";
import type { DeferredPart, Run } from "./execution";
import { Gate } from "./gate";
import { Part, type Planned } from "./part";
import { type AddedVariable, type FetchOperation, subgraphQuestion } from "./subgraph-question";

/** Gives the way to a subgraph by its name. */
export type TransportOf<Scope> = (subgraph: string) => Transport<Scope>;

/** One run of a plan: what it fills, and its way to the subgraphs. */
export class RunState<Scope = unknown> {
  readonly tree: TreeObject = {};
  readonly run: Run<Scope>;
  readonly transportOf: TransportOf<Scope>;
  readonly deferred: DeferredPart[] = [];
  /** Objects that stand at several places of the tree. */
  readonly repeated = new Set<TreeObject>();
  /** Whether several places may lead to the same object. */
  hasMeetings = false;
  readonly #planned: Planned;
  readonly #gates = new Map<string, Gate>();
  readonly #batches = new Map<string, { readonly version: number; readonly batch: EntityBatch }>();
  #version = 0;
  #isPlain = true;

  constructor(run: Run<Scope>, transportOf: TransportOf<Scope>, planned: Planned) {
    this.run = run;
    this.transportOf = transportOf;
    this.#planned = planned;
  }

  /** Whether no string that was answered has anything to escape. */
  get isPlain(): boolean {
    return this.#isPlain;
  }

  /** To be called whenever an answer was merged into the tree. */
  hasGrown(): void {
    this.#version++;
  }

  /** The entities that several fetches ask about in the same words, as long as the tree stays as it is. */
  batchOf(key: string, make: () => EntityBatch): EntityBatch {
    const known = this.#batches.get(key);
    if (known?.version === this.#version) return known.batch;
    const batch = make();
    this.#batches.set(key, { version: this.#version, batch });
    return batch;
  }

  newPart(): Part {
    return new Part(this, this.#planned);
  }

  /** What waits for a fetch, by its name in the plan. */
  gate(fetch: string): Gate {
    const gate = this.#gates.get(fetch) ?? new Gate();
    this.#gates.set(fetch, gate);
    return gate;
  }

  /** Asks a subgraph, and reports how that went. Rejects where there is no answer that could be used. */
  async ask(operation: FetchOperation, added: readonly AddedVariable[], entities: number): Promise<SubgraphAnswer> {
    const { signal, onFetch } = this.run;
    if (signal.aborted) throw sourceFault(operation.subgraph, "SOURCE_TIMEOUT", signal.reason);
    const question = subgraphQuestion(operation, this.run, added);
    const transport = this.transportOf(operation.subgraph);
    if (onFetch === undefined) return this.#seen(await transport.ask(question));
    const [startedAt, begun] = [Date.now(), performance.now()];
    const report = (answer: SubgraphAnswer | null, code: string | null) =>
      onFetch({
        subgraph: operation.subgraph,
        startedAt,
        took: performance.now() - begun,
        bytes: answer?.bytes ?? 0,
        entities,
        answeredBy: answer === null ? "NOBODY" : (answer.answeredBy ?? "LIVE"),
        cacheControl: answer?.cacheControl,
        code,
      });
    try {
      const answer = this.#seen(await transport.ask(question));
      report(answer, codeOf(answer));
      return answer;
    } catch (error) {
      report(null, error instanceof SourceError ? error.code : "INTERNAL");
      throw error;
    }
  }

  #seen(answer: SubgraphAnswer): SubgraphAnswer {
    if (answer.plain !== true) this.#isPlain = false;
    return answer;
  }
}

/** Whoever answers for a source says what is missing by a code of its own. */
function codeOf({ errors: [first] }: SubgraphAnswer): SourceCode | null {
  if (first === undefined) return null;
  return first.original instanceof SourceError ? first.original.code : "SOURCE_ERROR";
}
