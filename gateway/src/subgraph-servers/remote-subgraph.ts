import { GraphQLError } from "graphql";
import { HttpTransport } from "../engine/transport/http/http-transport";
import type { SubgraphAnswer, SubgraphFault, SubgraphRequest, Transport } from "../engine/transport/transport";
import type { Exchange } from "../exchange";
import { writeTraceParent } from "../observe/trace-parent";
import { takeWireAnswer, type WireAnswer } from "./wire-answer";
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
      onExtensions: (extensions, { scope }) => {
        if (scope.request !== null) takeWireAnswer(extensions[EXTENSION] as WireAnswer, scope.request);
      },
    });
  }

  async ask(request: SubgraphRequest<Exchange>): Promise<SubgraphAnswer> {
    const body = await signedBody(request);
    const answer = await this.#http.ask({ ...request, body: () => body });
    return answer.errors.length === 0 ? answer : { ...answer, errors: answer.errors.map(own) };
  }

  close(): Promise<void> {
    return this.#http.close();
  }
}

/** The hub's own pages may be larger than what is taken from an agency. */
const OWN = { bytes: 64_000_000, nodes: 5_000_000, sockets: 64, errors: 100 };

/** The trace that the fetch belongs to goes on with it. */
const traceOf = ({ watch }: Exchange): Record<string, string> =>
  watch === null ? {} : { traceparent: writeTraceParent(watch.place.context) };

async function signedBody({ operation, body, scope }: SubgraphRequest<Exchange>): Promise<string> {
  const { request } = scope;
  if (request === null) throw new Error(`${operation.subgraph} was asked before the request's point was known`);
  const citation = CITES.test(operation.text) ? await request.cite() : null;
  return withWireRequest(body(), wireRequestOf(request, citation));
}

/** An error of the hub's own keeps its code and its sentence, as if it had been thrown here. */
function own(fault: SubgraphFault): SubgraphFault {
  return { ...fault, original: new GraphQLError(fault.message, { extensions: { ...fault.extensions } }) };
}
