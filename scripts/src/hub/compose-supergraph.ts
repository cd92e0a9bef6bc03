import type { Subgraph } from "@actionline/kit/subgraph";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";

/** What the subgraphs compose to: the supergraph that the gateway loads; fails with every reason where they don't. */
export function composeSupergraph(subgraphs: readonly Pick<Subgraph, "name" | "sdl">[]): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, sdl }) => ({ name, url: `in-process:${name}`, typeDefs: parse(sdl) })),
  );
  if (supergraphSdl !== undefined) return `${supergraphSdl.trimEnd()}\n`;
  throw new Error(`The subgraphs don't compose:\n${(errors ?? []).map(({ message }) => `  - ${message}`).join("\n")}`);
}
