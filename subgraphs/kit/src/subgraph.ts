import type { GraphQLSchema } from "graphql";
import type { RequestContext } from "./request-context";

/** A subgraph as the gateway and the composer see it. Its context is made once a request. */
export interface Subgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly sdl: string;
  context(request: RequestContext): object;
}
