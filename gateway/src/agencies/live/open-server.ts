import type { MakeConnector } from "../../engine/transport/http/connector";
import { HttpTransport } from "../../engine/transport/http/http-transport";
import { SharingTransport } from "../../engine/transport/sharing";
import { STREAM_LIMITS, type StreamLimits } from "../../engine/transport/stream/stream-limits";
import type { Transport } from "../../engine/transport/transport";
import type { Exchange } from "../../exchange";
import type { AgencyPolicy } from "../agency-policy";
import { type Signer, signedHeaders } from "../identity/signed-headers";
import { statedAsOf } from "./stated-as-of";

/** Where an agency's server is, and how it is asked. */
export interface ServerOptions {
  readonly subgraph: string;
  readonly url: string;
  readonly policy: AgencyPolicy;
  readonly connector: MakeConnector;
  readonly signer: Signer;
  /** From 0 to 1, 1 excluded. */
  readonly random: () => number;
  /** Whether questions that are alike are asked once while they are under way; they aren't where absent. */
  readonly shares?: boolean | undefined;
}

/** The way to an agency's server over HTTP, within the limits of its policy: signed, and with nothing of whoever asked the hub. */
export function openServer({ subgraph, url, policy, connector, signer, random, shares }: ServerOptions): Transport<Exchange> {
  const http = new HttpTransport<Exchange>({
    subgraph,
    url,
    connector,
    limits: {
      connect: policy.connectMs,
      firstByte: policy.firstByteMs,
      whole: policy.wholeMs,
      bytes: policy.bytes,
      nodes: policy.nodes,
      depth: policy.depth,
      sockets: policy.atOnce,
    },
    headersOf: (request) => signedHeaders(signer, url, request.body()),
    asOfIn: (extensions) => statedAsOf(extensions, signer.now()),
    // At the same address and by the same connector as every question: a WebSocket would need a guard of its own.
    subscriptions: { protocol: "SSE", url, limits: streamLimitsOf(policy), random },
  });
  // The question alone makes two alike: whoever asks is nobody to an agency.
  return shares === true ? new SharingTransport(http, { subgraph, shareKey: () => "" }) : http;
}

/** What one event may be at most is what an answer may, and less. */
function streamLimitsOf({ connectMs, wholeMs, bytes, depth, nodes }: AgencyPolicy): Partial<StreamLimits> {
  const { eventBytes, nodes: most } = STREAM_LIMITS;
  return { connect: connectMs, begin: wholeMs, eventBytes: Math.min(bytes, eventBytes), depth, nodes: Math.min(nodes, most) };
}
