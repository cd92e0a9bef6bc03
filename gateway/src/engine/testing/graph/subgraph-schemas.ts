import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, isAbstractType, isObjectType, Kind, parse, type SelectionSetNode } from "graphql";
import type { Persona } from "./access";
import { eventsOf } from "./mutations";
import { knows, typeOfRecord } from "./records";
import { rootSource, type Source } from "./source";
import { directiveOf, isObjectNode, SubgraphDocument, stringOf } from "./subgraph-document";
import type { World } from "./world";

/** What the resolvers of the test graph, federated or not, find in their context. */
export interface TestScope {
  readonly world: World;
  readonly persona: Persona;
}

type Representation = Readonly<Record<string, unknown>>;

/** A subgraph that runs: its resolvers tell what the world of the request does. */
export function subgraphSchema(name: string, sdl: string): GraphQLSchema {
  const document = new SubgraphDocument(name, sdl);
  const entities = document.definitions.flatMap((node) => {
    if (!isObjectNode(node) && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
    const keys = (node.directives ?? []).filter((directive) => directive.name.value === "key").map((key) => stringOf(key, "fields"));
    return keys.length === 0 ? [] : [{ type: node.name.value, keys: keys.map((key) => selectionOf(parse(`{ ${key} }`))) }];
  });
  const schema = buildSubgraphSchema({
    typeDefs: parse(sdl),
    resolvers: Object.fromEntries(
      entities.map(({ type, keys }) => [
        type,
        {
          __resolveReference: (representation: Representation, { world }: TestScope) =>
            referenced(document, type, keys, representation, world),
        },
      ]),
    ),
  });
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
        field.subscribe = (_, args: Representation, { world }: TestScope) => eventsLater(world, field.name, args);
        field.resolve = (event: Source) => event;
      } else {
        field.resolve = (source: Source | undefined, args: Representation, { world }: TestScope) =>
          world.resolveInSubgraph(concrete(source ?? rootSource(type.name)), field.name, args);
      }
    }
  }
}

export async function* eventsLater(world: World, field: string, args: Representation): AsyncGenerator<Source> {
  yield* eventsOf(world, field, args);
}

/** An object that stands for an interface elsewhere is known by its id. */
function concrete(source: Source): Source {
  return source.__typename === "Media" ? { ...source, __typename: typeOfRecord(source.id) ?? "Media" } : source;
}

function selectionOf(document: ReturnType<typeof parse>): SelectionSetNode {
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("a key has no fields");
  return operation.selectionSet;
}

function referenced(
  document: SubgraphDocument,
  type: string,
  keys: readonly SelectionSetNode[],
  representation: Representation,
  world: World,
): Source | null {
  const sought = keys.map((key) => keyIn(representation, key)).find((key) => key !== null);
  if (sought === undefined || sought === null) throw new Error(`a representation of ${type} has none of its keys`);
  const standsForInterface = document.objects().some((node) => node.name.value === type && directiveOf(node, "interfaceObject") !== null);
  const types = standsForInterface ? ["Book", "Film", "Game"] : document.possible(type);
  const record = types.map((possible) => world.find(possible, sought)).find((found) => found !== null);
  if (record === undefined || record === null || !knows(document.name, record.__typename, record.id)) return null;
  return { ...record, __typename: standsForInterface ? type : record.__typename, representation };
}

/** The values of a key in a representation; null where it lacks one. */
function keyIn(representation: Representation, key: SelectionSetNode): Representation | null {
  const values: Record<string, unknown> = {};
  for (const node of key.selections) {
    if (node.kind !== Kind.FIELD) throw new Error("a key has only fields");
    const value = representation[node.name.value];
    if (value === undefined) return null;
    const inner = node.selectionSet === undefined || value === null ? value : keyIn(value as Representation, node.selectionSet);
    if (inner === null && value !== null) return null;
    values[node.name.value] = inner;
  }
  return values;
}
