import { ANYONE } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import { resolveAsOf } from "@actionline/log/as-of";
import { graphql } from "graphql";
import type { Answer } from "./ask-hub";
import { type ObserveOptions, observeHub } from "./observe-hub";

/** Asks one subgraph of this folder's hub alone, at the log's end: what the gateway would be told. */
export async function askSubgraph(
  name: string,
  source: string,
  variableValues: Record<string, unknown>,
  which: ObserveOptions = {},
): Promise<Answer> {
  const observed = await observeHub(which);
  try {
    const { db, subgraphs } = observed.hub;
    const subgraph = subgraphs.find((known) => known.name === name);
    if (subgraph === undefined)
      throw new Error(`There is no subgraph "${name}"; there are: ${subgraphs.map((known) => known.name).join(", ")}.`);
    const request = new RequestContext(ANYONE, await resolveAsOf(db, null, new Date()));
    const { data, errors } = await graphql({ schema: subgraph.schema, source, variableValues, contextValue: subgraph.context(request) });
    return { ...(data !== undefined && { data }), ...(errors !== undefined && { errors: errors.map((error) => error.toJSON()) }) };
  } finally {
    await observed.close();
  }
}
