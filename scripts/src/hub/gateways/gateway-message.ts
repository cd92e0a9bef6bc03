import type { Figures } from "@actionline/gateway/observe/figures";
import type { GatewaySettings } from "@actionline/gateway/settings";
import type { HubAddress } from "@actionline/gateway/subgraph-servers/call-hub";
import type { NoticeSettings } from "@actionline/notices/notice-settings";
import type { ForwardedPost } from "./forwarded-posts";

/** What a gateway process is told to begin with. */
export interface GatewayOrder {
  /** What the hub takes by POST beside the graph. */
  readonly posts: readonly ForwardedPost[];
  readonly hub: HubAddress;
  readonly mongodb: string;
  readonly database: string;
  /** A folder for what outlives a process: the hub's key, and the last supergraph. Null for neither. */
  readonly home: string | null;
  readonly supergraphSdl: string;
  readonly settings: Partial<GatewaySettings>;
  readonly notices: Partial<NoticeSettings>;
  readonly port: number;
  readonly host: string;
  /** Where its log goes; null for the terminal. */
  readonly log: string | null;
}

/** To a gateway process. */
export type ToGateway =
  | { readonly kind: "open"; readonly order: GatewayOrder }
  | { readonly kind: "replace"; readonly supergraphSdl: string }
  | { readonly kind: "tell figures" }
  | { readonly kind: "stop" };

/** From one. */
export type FromGateway =
  | { readonly kind: "ready" }
  | { readonly kind: "listening"; readonly url: string; readonly port: number }
  | { readonly kind: "replaced"; readonly error: string | null }
  | { readonly kind: "figures"; readonly figures: Figures }
  | { readonly kind: "failed"; readonly error: string };
