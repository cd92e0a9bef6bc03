import { type GraphQLSchema, isAbstractType, isObjectType } from "graphql";
import { Denied, type readAccess } from "./access";
import { rootSource, type Source } from "./source";
import { eventsLater, type TestScope } from "./subgraph-schemas";

type Arguments = Readonly<Record<string, unknown>>;

/** Gives the public schema resolvers over the same world: what graphql-js then answers is what is right. */
export function tellAsMonolith(schema: GraphQLSchema, access: ReturnType<typeof readAccess>): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (source: Source) => source.__typename;
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      if (type === schema.getSubscriptionType()) {
        field.subscribe = (_, args: Arguments, { world }: TestScope) => eventsLater(world, field.name, args);
        field.resolve = (event: Source) => event;
      } else {
        const mays = access.get(`${type.name}.${field.name}`) ?? [];
        field.resolve = (source: Source | undefined, args: Arguments, { world, persona }: TestScope) => {
          if (!mays.every((may) => may(persona))) throw new Denied(`${type.name}.${field.name} isn't for everybody`);
          return world.resolve(source ?? rootSource(type.name), field.name, args);
        };
      }
    }
  }
  return schema;
}
