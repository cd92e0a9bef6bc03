import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, parse } from "graphql";
import type { Feature, FeatureSubgraph } from "./feature";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@tag", "@inaccessible", "@override", "@interfaceObject", "@extends",
  "@context", "@fromContext", "@composeDirective"
])`;

/** A feature's graph: its supergraph and its subgraphs, which run. */
export interface Federated {
  readonly supergraphSdl: string;
  readonly schemas: ReadonlyMap<string, GraphQLSchema>;
}

/** Composes a feature's subgraphs and builds each. */
export function federate({ name, subgraphs }: Feature): Federated {
  const named = Object.entries(subgraphs).map(([of, subgraph]) => ({
    name: of,
    url: `test:${of}`,
    typeDefs: documentOf(subgraph),
    subgraph,
  }));
  const { supergraphSdl, errors } = composeServices(named);
  if (supergraphSdl === undefined) throw new Error(`"${name}" doesn't compose: ${errors?.map(({ message }) => message).join("\n")}`);
  const schemas = named.map(
    ({ name: of, typeDefs, subgraph }) => [of, buildSubgraphSchema({ typeDefs, resolvers: (subgraph.resolvers ?? {}) as never })] as const,
  );
  return { supergraphSdl, schemas: new Map(schemas) };
}

function documentOf({ sdl, federation1 = false }: FeatureSubgraph) {
  return parse(federation1 ? sdl : `${LINK}\n${sdl}`);
}
