/** An agency's subgraph in force, as the registry tells it. */
export interface ServedSubgraph {
  readonly name: string;
  /** Null for one of the hub's own. */
  readonly agency: string | null;
  /** Null where its mirror answers alone. */
  readonly url: string | null;
  readonly sdlHash: string | null;
}
