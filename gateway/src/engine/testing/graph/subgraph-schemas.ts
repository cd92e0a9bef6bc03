import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, isAbstractType, isObjectType, parse } from "graphql";
import type { Persona } from "./access";
import { eventsOf } from "./mutations";
import { typeOfRecord } from "./records";
import { isUntold, referenceResolvers } from "./reference-resolvers";
import { rootSource, type Source } from "./source";
import { SubgraphDocument } from "./subgraph-document";
import type { World } from "./world";

/** What the resolvers of the test graph, federated or not, find in their context. */
export interface TestScope {
  readonly world: World;
  readonly persona: Persona;
}

type Arguments = Readonly<Record<string, unknown>>;

/** A subgraph that runs: its resolvers tell what the world of the request does. */
export function subgraphSchema(name: string, sdl: string): GraphQLSchema {
  // The library's types know nothing of a reference resolver's own arguments.
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: referenceResolvers(new SubgraphDocument(name, sdl)) as never });
  tellFromWorld(schema);
  return schema;
}

function tellFromWorld(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type) && type.name !== "_Entity") type.resolveType = (source: Source) => source.__typename;
    if (!isObjectType(type) || type.name.startsWith("_")) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith("_")) continue;
      if (type === schema.getSubscriptionType()) {
        field.subscribe = (_, args: Arguments, { world }: TestScope) => eventsLater(world, field.name, args);
        field.resolve = (event: Source) => event;
      } else {
        field.resolve = (source: Source | undefined, args: Arguments, { world }: TestScope) =>
          isUntold(source, field.name) ? null : world.resolveInSubgraph(concrete(source ?? rootSource(type.name)), field.name, args);
      }
    }
  }
}

export async function* eventsLater(world: World, field: string, args: Arguments): AsyncGenerator<Source> {
  yield* eventsOf(world, field, args);
}

/** An object that stands for an interface elsewhere is known by its id. */
function concrete(source: Source): Source {
  return source.__typename === "Media" ? { ...source, __typename: typeOfRecord(source.id) ?? "Media" } : source;
}
