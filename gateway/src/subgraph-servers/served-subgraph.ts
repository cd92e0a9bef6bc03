import type { Point } from "@actionline/kit/point";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { SubscribedEvent } from "@actionline/kit/subscription/subscribed-event";
import { type DocumentNode, GraphQLError, getOperationAST, parse } from "graphql";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import { answerError } from "../answer-errors";
import { InProcessTransport } from "../engine/transport/in-process/in-process-transport";
import type { SubgraphAnswer, SubgraphFault, SubgraphOperation } from "../engine/transport/transport";
import { requestOfWire } from "./request-of-wire";
import { type WireAnswer, wireAnswerOf, wireEventOf } from "./wire-answer";
import { EXTENSION, type WireRequest } from "./wire-request";

/** A question as the gateway sends it; its signature has vouched for it. */
interface SentQuestion {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly extensions: { readonly [EXTENSION]: WireRequest };
}

/** What a question is answered with: a subscription, one request for each of its events. */
interface Asking {
  request: RequestContext;
  /** Of the last event. */
  point: Point | null;
  readonly requestAt: (point: Point) => RequestContext;
}

const OPERATIONS = 1_000;

/** One subgraph of the hub that answers gateways in other processes, by the same code as in the gateway's own. */
export class ServedSubgraph {
  readonly #transport: InProcessTransport<Asking>;
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
      contextKey: ({ request }) => request,
      onEvent: (asking, event) => {
        if (event instanceof SubscribedEvent) beginEvent(asking, event.point);
      },
    });
  }

  /** @returns the answer as JSON text */
  async answer(body: string, signal: AbortSignal): Promise<string> {
    const asked = this.#asked(body, signal);
    const { request } = asked.scope;
    const before = request.asOf.sequence;
    return this.#text(await this.#transport.ask(asked), wireAnswerOf(request, before));
  }

  /** @returns an answer for each event, as JSON text that names the point it is answered at */
  async *events(body: string, signal: AbortSignal): AsyncGenerator<string, void, void> {
    const asked = this.#asked(body, signal);
    const { scope } = asked;
    for await (const answer of this.#transport.subscribe(asked)) yield this.#text(answer, wireEventOf(scope.request, scope.point));
  }

  #asked(body: string, signal: AbortSignal) {
    const { query, variables, extensions } = JSON.parse(body) as SentQuestion;
    const wire = extensions[EXTENSION];
    const scope: Asking = {
      request: requestOfWire(wire, signal),
      point: null,
      requestAt: (point) => requestOfWire(wire, signal, { ...point, latest: false }),
    };
    return { operation: this.#operation(query), variables: () => variables, body: () => body, signal, scope };
  }

  #text({ data, errors }: SubgraphAnswer, told: WireAnswer): string {
    return JSON.stringify({
      data,
      ...(errors.length > 0 && { errors: errors.map((fault) => this.#told(fault)) }),
      extensions: { [EXTENSION]: told },
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

/** An event reads at its own point, and nothing read for the last one is kept. */
function beginEvent(asking: Asking, point: Point): void {
  asking.point = point;
  asking.request = asking.requestAt(point);
}
