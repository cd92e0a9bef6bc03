import "reflect-metadata";
import { HttpTransport } from "@actionline/gateway/engine/transport/http/http-transport";
import { InProcessTransport } from "@actionline/gateway/engine/transport/in-process/in-process-transport";
import { createGateway, type GatewayOptions } from "@actionline/gateway/gateway";
import { openLog } from "@actionline/gateway/observe/open-log";
import type { GatewaySettings } from "@actionline/gateway/settings";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import { SUBGRAPHS } from "../graph/subgraphs";
import type { Variant } from "./variant";

/** The whole gateway with everything on that is on by default; only what would refuse the measured operations is wider. */
const WIDE: Partial<GatewaySettings> = { engine: "own", nodes: 1e9, depth: 24, aliases: 100, requestMs: 60_000 };

type TransportOf = NonNullable<GatewayOptions["transportOf"]>;

const overHttp: TransportOf = ({ name, url }) => new HttpTransport({ subgraph: name, url });

const inProcess: TransportOf = ({ name }) => {
  const subgraph = SUBGRAPHS.find((each) => each.name === name);
  if (subgraph === undefined) throw new Error(`there is no subgraph "${name}"`);
  const schema = buildSubgraphSchema([{ typeDefs: parse(subgraph.sdl), resolvers: subgraph.resolvers }]);
  return new InProcessTransport({ subgraph: name, schema, contextOf: () => ({}) });
};

function hubGateway(about: string, front: GatewaySettings["front"], transportOf: TransportOf): Variant {
  return {
    about,
    async start({ supergraphSdl }) {
      const gateway = await createGateway({
        supergraphSdl,
        subgraphs: [],
        transportOf,
        resolvePoint: async (_, now) => ({ sequence: 1, instant: now, latest: true }),
        principalOf: async () => null,
        readiness: async () => ({ ready: true, reasons: [] }),
        settings: { ...WIDE, front },
        logger: openLog("/dev/null"),
      });
      const { url } = await gateway.listen(0, "127.0.0.1");
      return `${url}/graphql`;
    },
  };
}

export const plain = hubGateway("the gateway behind its own plain front", "plain", overHttp);
export const apolloServer = hubGateway("the gateway behind Apollo Server, with every default feature on", "apollo", overHttp);
export const withSubgraphs = hubGateway("the gateway with the subgraphs in its own process, their work included", "plain", inProcess);
