import { randomBytes } from "node:crypto";
import { textOfFigures } from "@actionline/gateway/observe/figures";
import { openSubgraphServer } from "@actionline/gateway/subgraph-servers/subgraph-server";
import type { Logger } from "pino";
import { freePort } from "../../mongod/free-port";
import type { Hub } from "../open-hub";
import { answerHanded, forwardedPosts } from "./forwarded-posts";
import type { GatewayOrder } from "./gateway-message";
import { Gateways } from "./gateways";

export interface OpenGatewaysOptions
  extends Pick<GatewayOrder, "mongodb" | "database" | "home" | "settings" | "notices" | "port" | "host" | "log"> {
  readonly hub: Hub;
  readonly count: number;
  readonly graceMs: number;
  readonly execArgv?: readonly string[];
  readonly logger: Logger;
}

/** Gateways that answer for a hub, each in a process of its own, while the hub's subgraphs run as servers. */
export interface OpenGateways {
  readonly url: string;
  readonly port: number;
  readonly processes: readonly number[];
  replace(supergraphSdl: string): Promise<void>;
  close(): Promise<void>;
}

/** The secret is this start's own: it is told to the gateways, kept nowhere, and gone with them. */
export async function openGateways({ hub, count, graceMs, execArgv = [], logger, ...given }: OpenGatewaysOptions): Promise<OpenGateways> {
  const secret = randomBytes(32).toString("hex");
  const calls = {
    definitions: (sequence: unknown) => hub.definitionsAt(Number(sequence)),
    post: answerHanded(hub.posts),
    metrics: async () => textOfFigures([await hub.figures(), ...(await gateways.figures())]),
  };
  const server = await openSubgraphServer({ subgraphs: hub.subgraphs, calls, secret, logger });
  const port = given.port === 0 ? await freePort() : given.port;
  const order: GatewayOrder = {
    ...given,
    port,
    hub: { url: server.url, secret },
    supergraphSdl: hub.supergraphSdl,
    posts: forwardedPosts(hub.posts),
  };
  const gateways = new Gateways({ count, order, graceMs, execArgv, onFault: (what) => logger.error(what) });
  const close = async (): Promise<void> => {
    await gateways.close();
    await server.close();
  };
  try {
    const { url, port } = await gateways.open();
    return {
      url,
      port,
      get processes() {
        return gateways.processes;
      },
      replace: (supergraphSdl) => gateways.replace(supergraphSdl),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
