import "@actionline/gateway/no-telemetry";
import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import type { Variant } from "./variant";

/** What everything is held against: the stock gateway as its documentation sets it up for production. */
export const stock: Variant = {
  about: "@apollo/gateway behind Apollo Server, as they come",
  async start({ supergraphSdl }) {
    const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }) });
    const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
    return url;
  },
};
