import { type ExecutionResult, execute, type GraphQLSchema } from "graphql";
import { LRUCache } from "lru-cache";
import { AskedBefore } from "../../asked-before";
import type { SubgraphOperation } from "../transport";
import { compileOperation } from "./compiled/compiled-operation";

/** Runs one operation of a subgraph. */
export type Run = (context: unknown, variables: Record<string, unknown>) => ExecutionResult | Promise<ExecutionResult>;

/**
 * Operations made ready to run: by the operation itself, which asks again and again; and by their text, which is shared, once
 * a second operation has come with it.
 */
export class OperationCache {
  readonly #schema: GraphQLSchema;
  readonly #compile: boolean;
  readonly #runs: LRUCache<string, Run>;
  readonly #askedBefore = new AskedBefore();
  readonly #known = new WeakMap<SubgraphOperation, Run>();

  constructor(schema: GraphQLSchema, most: number, compile: boolean) {
    this.#schema = schema;
    this.#compile = compile;
    this.#runs = new LRUCache({ max: most });
  }

  of(operation: SubgraphOperation): Run {
    const known = this.#known.get(operation) ?? this.#runs.get(operation.text);
    if (known !== undefined) return known;
    const run = this.#make(operation);
    this.#known.set(operation, run);
    if (this.#askedBefore.note(operation.text)) this.#runs.set(operation.text, run);
    return run;
  }

  clear(): void {
    this.#runs.clear();
  }

  /** Operations come from the planner, which writes only what the schema has: they are parsed and not validated. */
  #make(operation: SubgraphOperation): Run {
    const document = operation.document();
    const schema = this.#schema;
    const interpret: Run = (contextValue, variableValues) => execute({ schema, document, contextValue, variableValues });
    return (this.#compile ? compileOperation(schema, document, interpret) : null) ?? interpret;
  }
}
