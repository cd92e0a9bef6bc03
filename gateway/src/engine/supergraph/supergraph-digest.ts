/** What the main thread needs of a supergraph, as text: read and written in the planner's thread. */
export interface SupergraphDigest {
  /** The public schema in pieces, each JSON of a list of DescribedDefinition, so that it can be built a slice at a time. */
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
