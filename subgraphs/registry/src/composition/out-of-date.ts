import { parse } from "graphql";
import type { Problem } from "../problem";
import { differencesOf } from "./differences";
import { SupergraphElements } from "./supergraph-elements";

/** What a publisher is told where the supergraph in force isn't what its subgraphs compose to; null where it is. */
export function outOfDateIn(inForce: string, composed: string): Problem | null {
  if (inForce === composed) return null;
  const elementsOf = (sdl: string): SupergraphElements => new SupergraphElements(parse(sdl, { noLocation: true }));
  const [first] = differencesOf(elementsOf(inForce), elementsOf(composed), { agency: "", agencies: [], allowed: [] });
  if (first === undefined) return null;
  return {
    code: "COMPOSITION_FAILED",
    message: `The hub's own composition is out of date, which is no fault of your schema: what it serves isn't what its subgraphs compose to, as ${first.coordinate} shows.`,
    subgraph: null,
    line: null,
    column: null,
    howToFix:
      'Tell the operator of the hub: "npm run schema" composes it anew, and the hub takes that up when it starts. Then publish again.',
  };
}
