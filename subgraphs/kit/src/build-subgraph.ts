import "reflect-metadata";
import { buildSubgraphSchema, printSubgraphSchema } from "@apollo/subgraph";
import { concatAST, type GraphQLSchema, parse } from "graphql";
import { type BuildSchemaOptions, buildSchema, createResolversMap, type PubSub } from "type-graphql";
import { documentWithDirectives } from "./print-with-directives";

/** Answers the gateway when another subgraph refers to an entity by its key. */
export type ReferenceResolver = (reference: never, context: never) => unknown;

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@tag"])`;

/** TypeGraphQL asks for one wherever there are subscriptions, also where each brings its own events. */
const NO_TOPICS: PubSub = { publish: noTopic, subscribe: noTopic };

function noTopic(topic: string): never {
  throw new Error(`Nothing is published under topics: the subscription of "${topic}" has to bring its own events.`);
}

/**
 * TypeGraphQL classes and reference resolvers → a federated schema and its SDL.
 *
 * @param options the resolvers that make up this subgraph, listed by hand so that a typo can't remove a field silently
 * @param references for each entity this subgraph answers for, how it is found by key
 */
export async function buildSubgraph(
  options: BuildSchemaOptions,
  references: Readonly<Record<string, ReferenceResolver>>,
): Promise<{ schema: GraphQLSchema; sdl: string }> {
  const classes = await buildSchema({ validate: false, skipCheck: true, pubSub: NO_TOPICS, ...options });
  const typeDefs = concatAST([parse(FEDERATION), documentWithDirectives(classes)]);
  const resolvers = createResolversMap(classes) as Record<string, Record<string, unknown>>;
  for (const [type, resolve] of Object.entries(references)) {
    resolvers[type] = { ...resolvers[type], __resolveReference: (reference: never, context: never) => resolve(reference, context) };
  }
  const schema = buildSubgraphSchema({ typeDefs, resolvers: resolvers as never });
  return { schema, sdl: printSubgraphSchema(schema) };
}
