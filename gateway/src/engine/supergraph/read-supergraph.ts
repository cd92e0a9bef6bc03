import type { Supergraph } from "@apollo/federation-internals";
import { describeDefinition } from "./describe-definition";
import { publicDefinitions } from "./public-definitions";
import { factsOf } from "./read-facts";
import { typesOf } from "./read-subgraph-types";
import type { SupergraphDigest } from "./supergraph-digest";

/** Characters of a piece of the public schema: what is read in less than a millisecond. */
const PIECE = 8_000;

/** Reads a supergraph into what the main thread needs of it. Takes as long as it takes: it runs in the planner's thread. */
export function readSupergraph(supergraph: Supergraph): SupergraphDigest {
  return {
    publicSchema: inPieces(publicDefinitions(supergraph.apiSchema()).map((definition) => JSON.stringify(describeDefinition(definition)))),
    subgraphs: [...supergraph.subgraphs()].map((subgraph) => ({
      name: subgraph.name,
      url: subgraph.url,
      types: JSON.stringify(typesOf(subgraph)),
    })),
    facts: JSON.stringify(factsOf(supergraph.schema)),
  };
}

/** JSON lists of as many definitions as go into a piece. */
function inPieces(texts: readonly string[]): readonly string[] {
  const pieces: string[] = [];
  for (const text of texts) {
    const last = pieces.length - 1;
    const open = pieces[last];
    if (open === undefined || open.length + text.length > PIECE) pieces.push(text);
    else pieces[last] = `${open},${text}`;
  }
  return pieces.map((piece) => `[${piece}]`);
}
