import { ANYONE, type Principal } from "@actionline/kit/access";
import type { PostRoute } from "@actionline/kit/http-route";
import { hubError } from "@actionline/kit/hub-error";
import type { RequestHandler } from "express";
import { Deadline } from "../deadline";
import type { PrincipalOf } from "../front-desk";
import { httpRefusal } from "../http-refusal";
import { checkPost } from "./check-head";
import { bearerOf } from "./incoming";
import { parseJson, readBody } from "./read-body";

/** Serves a route of the hub's own that takes JSON: with the limits that it names, and nothing by GET. */
export function postRoute({ answer, mostBytes, mostMs }: PostRoute, principalOf: PrincipalOf): RequestHandler {
  return async (request, response) => {
    if (request.method !== "POST") throw httpRefusal(405, "Ask by POST.", { allow: "POST" });
    checkPost(request, mostBytes);
    const deadline = new Deadline(mostMs);
    try {
      const principal = await deadline.within(principalBy(bearerOf(request.headers.authorization), principalOf));
      const body = parseJson(await deadline.within(readBody(request, response, mostBytes)));
      const answered = await deadline.within(answer({ principal, body }));
      response.set("Cache-Control", "no-store").json(answered);
    } finally {
      deadline.end();
    }
  };
}

async function principalBy(token: string | null, principalOf: PrincipalOf): Promise<Principal> {
  const principal = token === null ? ANYONE : await principalOf(token);
  if (principal === null) throw hubError("UNAUTHENTICATED", "This token isn't known or has ended; sign in again.");
  return principal;
}
