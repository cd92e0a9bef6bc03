import { createSourceEventStream, type ExecutionResult, execute, type GraphQLError, type GraphQLSchema } from "graphql";
import { sourceFault } from "../source-faults";
import type { SubgraphAnswer, SubgraphFault, SubgraphRequest, Transport } from "../transport";
import { KeptContexts } from "./kept-contexts";
import { OperationCache } from "./operation-cache";
import { untilAborted } from "./until-aborted";

/** A subgraph of our own, run from its schema. */
export interface InProcessTransportOptions<Scope> {
  readonly subgraph: string;
  readonly schema: GraphQLSchema;
  /** What its resolvers are given; made once a request, so that a request that comes back finds its loaders filled. */
  readonly contextOf: (scope: Scope) => unknown;
  /** What a made context is kept by, where a scope comes to need another one with each event; the scope itself where left out. */
  readonly contextKey?: ((scope: Scope) => object | null) | undefined;
  /** Told of each event of a subscription before it is answered, with what its `subscribe` gave. */
  readonly onEvent?: ((scope: Scope, event: unknown) => void) | undefined;
  /** Whether operations are compiled where that is known to answer the same; true where left out. */
  readonly compile?: boolean | undefined;
  /** Operations kept ready. */
  readonly operations?: number | undefined;
}

const OPERATIONS = 1_000;

/** Runs a subgraph in this process: no network, no text of the answer, and no doubt about what it says. */
export class InProcessTransport<Scope = unknown> implements Transport<Scope> {
  readonly trusted = true;
  readonly #options: InProcessTransportOptions<Scope>;
  readonly #operations: OperationCache;
  readonly #contexts = new KeptContexts();

  constructor(options: InProcessTransportOptions<Scope>) {
    this.#options = options;
    this.#operations = new OperationCache(options.schema, options.operations ?? OPERATIONS, options.compile ?? true);
  }

  async ask(request: SubgraphRequest<Scope>): Promise<SubgraphAnswer> {
    if (request.signal.aborted) throw sourceFault(this.#options.subgraph, "SOURCE_TIMEOUT", request.signal.reason);
    try {
      const run = this.#operations.of(request.operation);
      return answerOf(await run(this.#contextOf(request.scope), request.variables()));
    } catch (error) {
      return { data: null, errors: [{ message: `${this.#options.subgraph} failed`, original: error }], bytes: 0 };
    }
  }

  /** Each event is answered in a context of its own: what the last one's loaders have read may be out of date. */
  async *subscribe({ operation, variables, scope, signal }: SubgraphRequest<Scope>): AsyncGenerator<SubgraphAnswer, void, void> {
    const { schema, contextOf, onEvent } = this.#options;
    const asked = { schema, document: operation.document(), variableValues: variables() };
    const events = await createSourceEventStream({ ...asked, contextValue: contextOf(scope) });
    if (!(Symbol.asyncIterator in events)) return yield answerOf(events);
    for await (const rootValue of untilAborted(events[Symbol.asyncIterator](), signal)) {
      onEvent?.(scope, rootValue);
      yield answerOf(await execute({ ...asked, rootValue, contextValue: contextOf(scope) }));
    }
  }

  async close(): Promise<void> {
    this.#operations.clear();
  }

  #contextOf(scope: Scope): unknown {
    const { contextOf, contextKey } = this.#options;
    const key = contextKey === undefined ? scope : contextKey(scope);
    if (typeof key !== "object" || key === null) return contextOf(scope);
    return this.#contexts.of(key, () => contextOf(scope));
  }
}

const NONE: readonly SubgraphFault[] = [];

export function answerOf({ data, errors }: ExecutionResult): SubgraphAnswer {
  return { data: data ?? null, errors: errors === undefined ? NONE : errors.map(faultOf), bytes: 0 };
}

function faultOf(error: GraphQLError): SubgraphFault {
  return { message: error.message, path: error.path, extensions: error.extensions, original: error };
}
