import { hubError } from "@actionline/kit/hub-error";
import { GraphQLError } from "graphql";

/** What HTTP is told of an error beside its code; Apollo Server reads the same. */
interface HttpFacts {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
}

/** Refuses what isn't asked as HTTP wants it, with a status finer than the code's own. */
export function httpRefusal(status: number, message: string, headers: Readonly<Record<string, string>> = {}): GraphQLError {
  const http: HttpFacts = { status, headers: new Map(Object.entries(headers)) };
  return hubError("BAD_REQUEST", message, { http });
}

/** The status and headers that an error asks for; null for most. */
export function httpFactsOf(error: unknown): HttpFacts | null {
  const facts: unknown = error instanceof GraphQLError ? error.extensions.http : null;
  return isFacts(facts) ? facts : null;
}

function isFacts(facts: unknown): facts is HttpFacts {
  if (typeof facts !== "object" || facts === null || !("status" in facts) || !("headers" in facts)) return false;
  return typeof facts.status === "number" && facts.headers instanceof Map;
}
