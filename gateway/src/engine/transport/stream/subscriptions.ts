import { type ConnectOptions, connectorOf, type MakeConnector } from "../http/connector";
import type { AnswerRules } from "../read-answer";
import type { SubgraphAnswer, SubgraphRequest } from "../transport";
import { reconnecting } from "./reconnecting";
import { sseStream } from "./sse-stream";
import { STREAM_LIMITS, type StreamLimits } from "./stream-limits";
import type { StreamPlan } from "./stream-plan";
import { webSocketStream } from "./websocket-stream";

/** Where a source that was granted subscriptions is asked for them, and how. */
export interface SubscriptionGrant {
  readonly protocol: "SSE" | "WEBSOCKET";
  /** `http:` or `https:` for SSE, `ws:` or `wss:` for WebSocket. */
  readonly url: string;
  readonly limits?: Partial<StreamLimits> | undefined;
  /** Whether an event's `extensions` are kept; they are dropped where absent. */
  readonly keepsExtensions?: boolean | undefined;
  readonly random?: (() => number) | undefined;
  readonly onReconnect?: ((attempt: number, cause: unknown) => void) | undefined;
}

/** What subscriptions share with the other questions to a source. */
export interface SubscriptionSetting<Scope> {
  readonly subgraph: string;
  readonly headersOf?: ((request: SubgraphRequest<Scope>) => Readonly<Record<string, string>>) | undefined;
  readonly connect?: ConnectOptions | undefined;
  readonly connector?: MakeConnector | undefined;
  readonly faultExtensions?: AnswerRules["faultExtensions"];
}

const PROTOCOLS = { SSE: ["http:", "https:"], WEBSOCKET: ["ws:", "wss:"] } as const;

/** Subscribes at a source over the protocol it was granted. */
export function subscriptionsOf<Scope>(
  grant: SubscriptionGrant,
  setting: SubscriptionSetting<Scope>,
): (request: SubgraphRequest<Scope>) => AsyncIterable<SubgraphAnswer> {
  const url = new URL(grant.url);
  const { subgraph, faultExtensions, connect = {} } = setting;
  if (!PROTOCOLS[grant.protocol].some((protocol) => protocol === url.protocol))
    throw new Error(`${subgraph} can't be asked over ${url.protocol}`);
  // A check of addresses that one way of connecting has must not be missing from the other.
  if (grant.protocol === "WEBSOCKET" && setting.connector !== undefined) {
    throw new Error(`${subgraph} has a connector of its own, which a WebSocket can't use; give it connect.lookup instead`);
  }
  const limits: StreamLimits = { ...STREAM_LIMITS, ...grant.limits };
  // Whoever reads a stream keeps its pieces: each has a buffer of its own.
  const connector = setting.connector?.() ?? connectorOf(limits.connect, connect);
  const open = grant.protocol === "SSE" ? sseStream : webSocketStream;
  const { random = Math.random, onReconnect = () => undefined } = grant;
  return (request) => {
    const { signal } = request;
    const rules = { subgraph, errors: limits.errors, faultExtensions, keepsExtensions: grant.keepsExtensions };
    const plan = { subgraph, url, limits, rules, body: request.body(), signal, connector, connect };
    // Headers with each connection: what signs a question holds for minutes, and a subscription lives longer.
    const connected = (): StreamPlan => ({ ...plan, headers: setting.headersOf?.(request) ?? {} });
    return reconnecting(() => open(connected()), { limits, signal, random, onReconnect });
  };
}
