import { hubError } from "@actionline/kit/hub-error";
import type { GraphQLSchema, OperationTypeNode } from "graphql";
import type { Exchange } from "../exchange";
import { httpRefusal } from "../http-refusal";

/** Refuses an operation that the hub doesn't serve, or not by the way it came. */
export function checkManner(kind: `${OperationTypeNode}`, schema: GraphQLSchema, { queriesOnly, asStream }: Exchange): void {
  const root = kind === "query" ? schema.getQueryType() : kind === "mutation" ? schema.getMutationType() : schema.getSubscriptionType();
  if (root === null || root === undefined) throw hubError("BAD_REQUEST", `This hub serves no ${kind}.`);
  if (kind === "mutation" && queriesOnly) throw httpRefusal(405, "A mutation is sent by POST.", { allow: "POST" });
  if (kind === "subscription" && !asStream) {
    throw httpRefusal(406, 'A subscription is answered as a stream: ask with "Accept: text/event-stream", or over a WebSocket.');
  }
}
