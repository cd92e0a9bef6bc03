import type { Request, RequestHandler } from "express";
import type { GatewaySettings } from "../settings";
import type { Observer } from "./observer";

/** The figures, for whoever the operator lets read them: names of operations are their clients' business. */
export function metricsRoute(observer: Observer, { metrics }: GatewaySettings): RequestHandler {
  return async (request, response, next) => {
    if (metrics === "off" || (metrics === "local" && !isLocal(request))) return next();
    response
      .set("Cache-Control", "no-store")
      .type(observer.contentType)
      .send(await observer.metrics());
  };
}

/** From this machine itself, and not handed on by a proxy on it. */
function isLocal({ socket, headers }: Request): boolean {
  const { remoteAddress = "" } = socket;
  const here = remoteAddress === "::1" || /^(::ffff:)?127\./.test(remoteAddress);
  return here && headers.forwarded === undefined && headers["x-forwarded-for"] === undefined;
}
