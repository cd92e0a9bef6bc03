import type { IncomingMessage, ServerResponse } from "node:http";
import cors from "cors";
import type { GatewaySettings } from "../settings";
import type { HeaderList } from "./outlet";

type CorsOrigins = Pick<GatewaySettings, "corsOrigins">;
export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Tells pages of the sites that the operator names that they may read what is served, and answers what browsers ask before. */
export function crossOrigin({ corsOrigins }: CorsOrigins, serve: Listener): Listener {
  if (corsOrigins.length === 0) return serve;
  const allow = cors<IncomingMessage>({ origin: [...corsOrigins], methods: ["GET", "POST"], maxAge: 600 });
  return (request, response) => allow(request, response, () => serve(request, response));
}

/** The same for an answer that Node's server doesn't write; what browsers ask before is no question, and never comes so. */
export function crossOriginFields({ corsOrigins }: CorsOrigins): (origin: string | undefined) => HeaderList {
  if (corsOrigins.length === 0) return () => [];
  const vary = ["Vary", "Origin"];
  return (origin) => (origin !== undefined && corsOrigins.includes(origin) ? ["Access-Control-Allow-Origin", origin, ...vary] : vary);
}
