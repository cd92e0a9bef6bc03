import type { HttpRoute } from "@actionline/kit/http-route";
import type { PublicHubKey } from "./hub-key";

/** Where agencies find what the hub's signatures are checked with. */
export function keysRoute(keys: readonly PublicHubKey[]): HttpRoute {
  const body = `${JSON.stringify({ keys }, null, 2)}\n`;
  const etag = `"${keys.map(({ kid }) => kid).join(".")}"`;
  return {
    path: "/.well-known/actionline-keys",
    answer: async () => ({ contentType: "application/json", body, etag }),
  };
}
