import { drawOperation } from "@actionline/gateway/engine/testing/operations/draw-operation";
import { USUAL_SHARES } from "@actionline/gateway/engine/testing/operations/shares";
import { spoilOperation } from "@actionline/gateway/engine/testing/operations/spoil-operation";
import type { GraphQLSchema } from "graphql";
import { type HostileKind, question } from "./hostile-request";

const SIZES = [0, 1, 2, 3, 200, 201, -1];
const CODES = ["C1", "C7-eHealth", "GPA-18a", "nobody", "__proto__"];
const SHARES = { ...USUAL_SHARES, mutations: 0.1, introspection: 0.1, deferred: 0.15, conditions: 0.2 };
const ACCEPTS = ["application/graphql-response+json", "multipart/mixed; deferSpec=20220824, application/json"];

/** Random operations upon the whole schema, valid or made wrong in one place: refused, or answered as far as can be. */
export function drawnKinds(schema: GraphQLSchema): Readonly<Record<string, HostileKind>> {
  const candidates = (name: string) => (name === "first" ? SIZES : /^(id|code|ids|items|actionLines)$/.test(name) ? CODES : null);
  return {
    "A33 operations upon the whole schema": (random) => {
      const drawn = drawOperation(schema, random, candidates, SHARES);
      const { query, variables, operationName } = random.chance(0.3) ? spoilOperation(drawn, random) : drawn;
      const headers = { accept: random.pick(ACCEPTS) };
      return question("A33", "EITHER", query, { variables, headers, ...(operationName !== null && { operationName }) });
    },
  };
}
