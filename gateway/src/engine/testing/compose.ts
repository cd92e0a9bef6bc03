import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { execute, type GraphQLSchema, parse } from "graphql";
import type { SubgraphAnswer, SubgraphRequest, Transport } from "../transport/transport";

/** A subgraph of a test: its SDL, without the federation link, and what resolves it. */
export interface TestSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@tag", "@inaccessible", "@override", "@interfaceObject",
  "@context", "@fromContext", "@cost", "@listSize", "@authenticated", "@requiresScopes", "@policy", "@composeDirective"
])`;

/** What subgraphs compose to, or an error with every reason why they don't. */
export function composed(subgraphs: readonly Pick<TestSubgraph, "name" | "sdl">[]): string {
  const services = subgraphs.map(({ name, sdl }) => ({ name, url: `test:${name}`, typeDefs: parse(`${LINK}\n${sdl}`) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join("\n"));
  return supergraphSdl;
}

/** A subgraph's executable schema, with `_entities`. */
export function executable({ sdl, resolvers }: TestSubgraph): GraphQLSchema {
  return executableAsLinked({ sdl: `${LINK}\n${sdl}`, resolvers });
}

/** The same of a text that links for itself what it uses. */
export function executableAsLinked({ sdl, resolvers }: Pick<TestSubgraph, "sdl" | "resolvers">): GraphQLSchema {
  return buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never });
}

/** The simplest way to a subgraph in this process; a test overrides what it wants otherwise. */
export function plainTransport<Scope>(schema: GraphQLSchema, trusted = true): Transport<Scope> {
  return {
    trusted,
    async ask({ operation, variables, scope }: SubgraphRequest<Scope>): Promise<SubgraphAnswer> {
      const { data, errors = [] } = await execute({
        schema,
        document: operation.document(),
        variableValues: variables(),
        contextValue: scope,
      });
      const faults = errors.map((error) => ({ message: error.message, path: error.path, extensions: error.extensions, original: error }));
      return { data: data ?? null, errors: faults, bytes: 0 };
    },
    close: async () => undefined,
  };
}
