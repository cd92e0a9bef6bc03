import type { ServedSubgraph } from "../served-subgraph";

/** A supergraph that is, or was, in force. */
export interface FollowedSupergraph {
  /** Grows with each one that takes over; 0 for one that no registry gave. */
  readonly number: number;
  readonly sdl: string;
  readonly subgraphs: readonly ServedSubgraph[];
}

/** Where gateways learn which supergraph is in force. */
export interface SupergraphSource {
  /** Its number, which costs little to ask; 0 where there is none. */
  number(): Promise<number>;
  read(): Promise<FollowedSupergraph | null>;
}
