import { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { WorkBudget } from "@actionline/kit/work-budget";
import { type DocumentNode, GraphQLError, getOperationAST, parse } from "graphql";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import { answerError } from "../answer-errors";
import { InProcessTransport } from "../engine/transport/in-process/in-process-transport";
import type { SubgraphFault, SubgraphOperation } from "../engine/transport/transport";
import { wireAnswerOf } from "./wire-answer";
import { EXTENSION, type WireRequest } from "./wire-request";

/** A question as the gateway sends it; its signature has vouched for it. */
interface SentQuestion {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly extensions: { readonly [EXTENSION]: WireRequest };
}

const OPERATIONS = 1_000;

/** One subgraph of the hub that answers gateways in other processes, by the same code as in the gateway's own. */
export class ServedSubgraph {
  readonly #transport: InProcessTransport<{ readonly request: RequestContext }>;
  readonly #operations = new LRUCache<string, SubgraphOperation>({ max: OPERATIONS });
  readonly #name: string;
  readonly #logger: Logger;

  constructor(subgraph: Subgraph, logger: Logger) {
    this.#name = subgraph.name;
    this.#logger = logger;
    this.#transport = new InProcessTransport({
      subgraph: subgraph.name,
      schema: subgraph.schema,
      contextOf: ({ request }) => subgraph.context(request),
    });
  }

  /** @returns the answer as JSON text */
  async answer(body: string, signal: AbortSignal): Promise<string> {
    const { query, variables, extensions } = JSON.parse(body) as SentQuestion;
    const request = requestOf(extensions[EXTENSION], signal);
    const before = request.asOf.sequence;
    const asked = { operation: this.#operation(query), variables: () => variables, body: () => body, signal, scope: { request } };
    const { data, errors } = await this.#transport.ask(asked);
    return JSON.stringify({
      data,
      ...(errors.length > 0 && { errors: errors.map((fault) => this.#told(fault)) }),
      extensions: { [EXTENSION]: wireAnswerOf(request, before) },
    });
  }

  #operation(text: string): SubgraphOperation {
    const known = this.#operations.get(text);
    if (known !== undefined) return known;
    const document: DocumentNode = parse(text, { noLocation: true });
    const kind = getOperationAST(document)?.operation ?? "query";
    const made: SubgraphOperation = { subgraph: this.#name, kind, text, document: () => document };
    this.#operations.set(text, made);
    return made;
  }

  /** What the hub itself refused goes with its code; anything else becomes an incident here, where its cause is known. */
  #told({ message, path, original }: SubgraphFault): object {
    const formatted = original instanceof GraphQLError ? original.toJSON() : { message };
    return { ...answerError(formatted, original, this.#logger), ...(path !== undefined && { path }) };
  }
}

function requestOf({ principal, asOf, citation }: WireRequest, signal: AbortSignal): RequestContext {
  const { sequence, instant, latest, name } = asOf;
  const point = { sequence, instant: new Date(instant), latest, name: name ?? undefined };
  const request = new RequestContext(principal, point, new WorkBudget(() => signal.aborted));
  if (citation !== null) {
    const told = { ...citation, asOf: { ...citation.asOf, at: new Date(citation.asOf.at) } };
    request.citeBy(async () => told);
  }
  return request;
}
