import { execute, type GraphQLSchema, subscribe } from "graphql";
import { InProcessTransport } from "../../transport/in-process/in-process-transport";
import type { SubgraphAnswer, SubgraphRequest, Transport } from "../../transport/transport";

/** The way to a subgraph of a test: in this process as the hub's own are asked, or as if its answers had come as text from a stranger. */
export function subgraphTransport<Scope>(subgraph: string, schema: GraphQLSchema, trusted: boolean): Transport<Scope> {
  return trusted ? new InProcessTransport<Scope>({ subgraph, schema, contextOf: (scope) => scope }) : new Stranger<Scope>(schema);
}

class Stranger<Scope> implements Transport<Scope> {
  readonly trusted = false;
  readonly #schema: GraphQLSchema;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  async ask(request: SubgraphRequest<Scope>): Promise<SubgraphAnswer> {
    // As the body says it, so that the body is right too.
    const { query, variables } = JSON.parse(request.body()) as { readonly query: string; readonly variables?: Record<string, unknown> };
    if (query !== request.operation.text) throw new Error("the body asks something else than the operation");
    const answered = await execute({
      schema: this.#schema,
      document: request.operation.document(),
      variableValues: variables,
      contextValue: request.scope,
    });
    return answerOf(JSON.stringify(answered));
  }

  async *subscribe({ operation, variables, scope }: SubgraphRequest<Scope>): AsyncGenerator<SubgraphAnswer> {
    const asked = { schema: this.#schema, document: operation.document(), variableValues: variables(), contextValue: scope };
    const events = await subscribe(asked);
    if (!(Symbol.asyncIterator in events)) throw new Error(events.errors?.[0]?.message);
    for await (const event of events) yield answerOf(JSON.stringify(event));
  }

  async close(): Promise<void> {}
}

function answerOf(text: string): SubgraphAnswer {
  const { data = null, errors = [] } = JSON.parse(text) as Partial<Pick<SubgraphAnswer, "data" | "errors">>;
  return { data, errors, bytes: text.length };
}
