import type { HttpRoute } from "@actionline/kit/http-route";
import type { RequestHandler } from "express";
import { Deadline } from "../deadline";
import type { GatewaySettings } from "../settings";

/** Serves a route of the hub's own: within the time that every request has, and whole or not at all. */
export function extraRoute({ answer }: HttpRoute, { requestMs }: GatewaySettings): RequestHandler {
  return async (request, response, next) => {
    const deadline = new Deadline(requestMs);
    try {
      const { searchParams } = new URL(request.url, "http://hub.invalid");
      const found = await deadline.within(answer({ path: pathOf(request.params), query: searchParams }));
      if (found === null) return next();
      response.set({ ETag: found.etag, "Cache-Control": "no-cache" });
      if (holds(request.headers["if-none-match"], found.etag)) response.status(304).end();
      else response.type(found.contentType).send(found.body);
    } finally {
      deadline.end();
    }
  };
}

function pathOf(parameters: Readonly<Record<string, string | string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, Array.isArray(value) ? value.join("/") : value]));
}

/** Whether the client holds this already; weak or strong is the same for a GET. */
function holds(header: string | undefined, etag: string): boolean {
  const plain = (tag: string): string => tag.trim().replace(/^W\//, "");
  return header !== undefined && (header.trim() === "*" || header.split(",").some((tag) => plain(tag) === plain(etag)));
}
