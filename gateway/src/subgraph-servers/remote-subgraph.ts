import { GraphQLError } from "graphql";
import { HttpTransport } from "../engine/transport/http/http-transport";
import type { SubgraphAnswer, SubgraphFault, SubgraphRequest, Transport } from "../engine/transport/transport";
import type { Exchange } from "../exchange";
import { writeTraceParent } from "../observe/trace-parent";
import { takeWireAnswer, type WireAnswer, type WireEvent } from "./wire-answer";
import { EXTENSION, SIGNATURE_HEADER, signatureOf, wireRequestOf, withWireRequest } from "./wire-request";

export interface RemoteSubgraphOptions {
  readonly subgraph: string;
  /** Of the subgraph server, such as "http://127.0.0.1:40123". */
  readonly url: string;
  readonly secret: string;
  /** Milliseconds that one question may take. */
  readonly requestMs: number;
}

/** Whether a fetch asks how the answer is cited: only then is that worked out. */
const CITES = /\bcite\b/;

/** A subgraph of the hub's own that runs in another process: what it says is believed, as if it ran here. */
export class RemoteSubgraph implements Transport<Exchange> {
  readonly trusted = true;
  readonly #http: HttpTransport<Exchange>;
  readonly #secret: string;

  constructor({ subgraph, url, secret, requestMs }: RemoteSubgraphOptions) {
    this.#secret = secret;
    this.#http = new HttpTransport<Exchange>({
      subgraph,
      url: `${url}/${subgraph}`,
      limits: { ...OWN, firstByte: requestMs, whole: requestMs },
      headersOf: (request) => ({ [SIGNATURE_HEADER]: signatureOf(request.body(), this.#secret), ...traceOf(request.scope) }),
      faultExtensions: (extensions) => extensions,
      subscriptions: { protocol: "SSE", url: `${url}/${subgraph}`, limits: { ...OWN_STREAM, begin: requestMs }, keepsExtensions: true },
      onExtensions: (extensions, { scope }) => {
        if (scope.request !== null) takeWireAnswer(extensions[EXTENSION] as WireAnswer, scope.request);
      },
    });
  }

  async ask(request: SubgraphRequest<Exchange>): Promise<SubgraphAnswer> {
    const body = await signedBody(request);
    return withOwnErrors(await this.#http.ask({ ...request, body: () => body }));
  }

  /** Events as the hub tells them, each with the point that it is answered at. */
  async *subscribe(request: SubgraphRequest<Exchange>): AsyncGenerator<SubgraphAnswer, void, void> {
    const body = await signedBody(request);
    for await (const answer of this.#http.subscribe?.({ ...request, body: () => body }) ?? []) {
      // Only now, since the one before it was still being answered when it came.
      beginEvent(request.scope, answer.extensions?.[EXTENSION] as WireEvent | undefined);
      yield withOwnErrors(answer);
    }
  }

  close(): Promise<void> {
    return this.#http.close();
  }
}

/** The hub's own pages may be larger than what is taken from an agency. */
const OWN = { bytes: 64_000_000, nodes: 5_000_000, sockets: 64, errors: 100 };
/** Nothing is read ahead, so that the hub knows who is behind. What is lost isn't asked again: it would begin where it began. */
const OWN_STREAM = { eventBytes: OWN.bytes, nodes: OWN.nodes, errors: OWN.errors, eventsPerSecond: 10_000, waiting: 1, reconnects: 0 };

/** The trace that the fetch belongs to goes on with it. */
const traceOf = ({ watch }: Exchange): Record<string, string> =>
  watch === null ? {} : { traceparent: writeTraceParent(watch.place.context) };

async function signedBody({ operation, body, scope }: SubgraphRequest<Exchange>): Promise<string> {
  const { request } = scope;
  if (request === null) throw new Error(`${operation.subgraph} was asked before the request's point was known`);
  const citation = CITES.test(operation.text) ? await request.cite() : null;
  return withWireRequest(body(), wireRequestOf(request, citation));
}

function beginEvent(scope: Exchange, told: WireEvent | undefined): void {
  if (told === undefined) return;
  const { point } = told;
  if (point !== null) scope.beginEvent({ sequence: point.sequence, instant: new Date(point.instant) });
  if (scope.request !== null) takeWireAnswer(told, scope.request);
}

const withOwnErrors = (answer: SubgraphAnswer): SubgraphAnswer =>
  answer.errors.length === 0 ? answer : { ...answer, errors: answer.errors.map(own) };

/** An error of the hub's own keeps its code and its sentence, as if it had been thrown here. */
function own(fault: SubgraphFault): SubgraphFault {
  return { ...fault, original: new GraphQLError(fault.message, { extensions: { ...fault.extensions } }) };
}
