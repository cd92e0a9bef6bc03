import type { GraphQLSchema } from "graphql";
import type { PreparedOperation } from "../../engine-api";
import type { SupergraphFacts } from "../../supergraph/supergraph-facts";
import { type CacheHint, cacheHints } from "./cache-hints";
import { type OperationCaching, operationCaching } from "./operation-caching";

/** What a supergraph says of keeping answers, worked out once an operation. */
export class CachingRules {
  readonly #schema: GraphQLSchema;
  readonly #hints: ReadonlyMap<string, CacheHint>;
  readonly #known = new WeakMap<PreparedOperation, OperationCaching>();

  constructor(schema: GraphQLSchema, facts: SupergraphFacts) {
    this.#schema = schema;
    this.#hints = cacheHints(facts);
  }

  of(prepared: PreparedOperation): OperationCaching {
    const known = this.#known.get(prepared);
    if (known !== undefined) return known;
    const made = operationCaching(this.#schema, prepared.document, prepared.operation, this.#hints);
    this.#known.set(prepared, made);
    return made;
  }
}
