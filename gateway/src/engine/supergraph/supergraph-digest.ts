/** What the main thread needs of a supergraph, as text: read and written in the planner's thread. */
export interface SupergraphDigest {
  /** The public schema's definitions in pieces, each a document by itself, so that they can be parsed a slice at a time. */
  readonly publicSchema: readonly string[];
  readonly subgraphs: readonly SubgraphDigest[];
  /** JSON of SupergraphFacts. */
  readonly facts: string;
}

export interface SubgraphDigest {
  readonly name: string;
  readonly url: string;
  /** JSON of SubgraphTypes. */
  readonly types: string;
}
