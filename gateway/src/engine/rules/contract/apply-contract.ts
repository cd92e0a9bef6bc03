import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from "@apollo/federation-internals";
import { parse, print, printSchema } from "graphql";
import type { Contract } from "./contract";
import { hiddenElements } from "./hidden-elements";
import { hideElements } from "./hide-elements";
import { importedName, importing } from "./linked-name";
import { taggedGraph } from "./tagged-graph";

/** A subgraph's name and what it defines. */
export interface SubgraphSdl {
  readonly name: string;
  readonly sdl: string;
}

/** The supergraph as the contract shows it: an engine over it answers nothing else. */
export function contractSupergraph(supergraphSdl: string, contract: Contract): string {
  const document = parse(supergraphSdl, { noLocation: true });
  return print(hideElements(document, hiddenElements(taggedGraph([document]), contract)));
}

/** The subgraphs as they are composed for the contract. A tag counts wherever it stands, and hides the element everywhere. */
export function contractSubgraphs(subgraphs: readonly SubgraphSdl[], contract: Contract): readonly SubgraphSdl[] {
  const documents = subgraphs.map(({ sdl }) => parse(sdl, { noLocation: true }));
  const hidden = hiddenElements(taggedGraph(documents), contract);
  const name = importedName(documents, "inaccessible");
  return documents.map((document, index) => {
    const hiding = hideElements(importing(document, "inaccessible", name), hidden);
    return { name: subgraphs[index]?.name ?? "", sdl: print(hiding) };
  });
}

/**
 * What whoever has the contract sees of a supergraph, as SDL. Takes as long as reading a supergraph does: not for the
 * thread that answers.
 *
 * @throws an Error with every reason why the contract leaves no valid schema, such as a field that is shown and gives a
 * type that isn't
 */
export function contractSchema(supergraphSdl: string, contract: Contract): string {
  const supergraph = Supergraph.build(contractSupergraph(supergraphSdl, contract), {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  });
  return printSchema(supergraph.apiSchema().toGraphQLJSSchema());
}
