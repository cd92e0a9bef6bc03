import type { RequestHandler } from "express";
import type { GatewaySettings } from "../settings";
import { readAddress } from "./cited-question";
import type { Citer } from "./citer";

/** Answers a citation with the bytes that it promises, or says that it can't. */
export function citationRoute(citer: Citer, { bodyBytes }: GatewaySettings): RequestHandler {
  return async (request, response) => {
    const { searchParams } = new URL(request.url, "http://hub.invalid");
    // Not to be kept, neither way: should a record be redacted, the citation has to say so, and 410 is kept by default.
    response.set("Cache-Control", "no-cache");
    const cited = readAddress(searchParams, bodyBytes);
    const bytes = await citer.recall(cited);
    response
      .set({
        "Content-Type": "application/json; charset=utf-8",
        ETag: `"${cited.sha256}"`,
        "Repr-Digest": `sha-256=:${Buffer.from(cited.sha256, "hex").toString("base64")}:`,
        "Actionline-Point": cited.point,
        "Actionline-Definitions": cited.definitions.join(", "),
      })
      .send(bytes);
  };
}
