import type { PostRoute } from "@actionline/kit/http-route";
import { hubError } from "@actionline/kit/hub-error";
import type { ContractQuestion, ServedContract } from "./served-contract";

const MOST_BYTES = 100_000;
const MOST_MS = 10_000;

/** Where other hubs mirror this one: what it tells is public, so that anyone may ask. */
export function contractRoute(contract: ServedContract): PostRoute {
  return {
    path: "/contract",
    mostBytes: MOST_BYTES,
    mostMs: MOST_MS,
    answer: ({ body }) => contract.answer(questionOf(body)),
  };
}

function questionOf(body: unknown): ContractQuestion {
  const { query, variables, operationName } = (typeof body === "object" && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  if (typeof query !== "string") throw hubError("BAD_REQUEST", 'Send {"query": "…", "variables": {…}}.');
  if (variables !== undefined && variables !== null && (typeof variables !== "object" || Array.isArray(variables))) {
    throw hubError("BAD_REQUEST", "variables is an object.");
  }
  return {
    query,
    variables: variables as ContractQuestion["variables"],
    operationName: typeof operationName === "string" ? operationName : null,
  };
}
