import { buildSubgraph, type CompositeType, isInterfaceType, isObjectType, type Subgraph } from "@apollo/federation-internals";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, Kind, parse, type SelectionSetNode } from "graphql";

/** A type whose things an agency's subgraph knows by key. */
export interface EntityType {
  readonly name: string;
  /** In the order of the SDL; a thing is kept under the first. */
  readonly keys: readonly SelectionSetNode[];
  /** Fields that the subgraph answers itself: not those that it only refers to. */
  readonly fields: readonly string[];
}

/** An agency's SDL, ready to be executed and to be read by. */
export interface SubgraphShape {
  readonly schema: GraphQLSchema;
  readonly entities: ReadonlyMap<string, EntityType>;
}

/** Who finds a thing by its representation. */
export type FindEntity = (type: string, representation: Readonly<Record<string, unknown>>, context: never) => unknown;

/**
 * Reads an SDL that was admitted: what it holds composed, so that it isn't checked again.
 *
 * @param find how a representation leads to a thing; representations are refused where absent
 */
export function shapeOf(sdl: string, find: FindEntity = refuse): SubgraphShape {
  const subgraph = buildSubgraph("mirrored", "", sdl);
  const entities = new Map<string, EntityType>();
  for (const type of subgraph.schema.types()) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const keys = keysOf(subgraph, type);
    if (keys.length > 0) entities.set(type.name, { name: type.name, keys, fields: ownFields(subgraph, type) });
  }
  const resolvers = Object.fromEntries(
    [...entities.keys()].map((type) => [
      type,
      { __resolveReference: (representation: Record<string, unknown>, context: never) => find(type, representation, context) },
    ]),
  );
  return { schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never }), entities };
}

/** By the directive's identity: it may be imported under another name. */
function keysOf(subgraph: Subgraph, type: CompositeType): readonly SelectionSetNode[] {
  const key = subgraph.metadata().keyDirective();
  return type
    .appliedDirectivesOf(key)
    .filter((applied) => applied.arguments(true).resolvable !== false)
    .map((applied) => selectionOf(String(applied.arguments().fields)));
}

function ownFields(subgraph: Subgraph, type: CompositeType & { fields(): readonly { readonly name: string }[] }): readonly string[] {
  const metadata = subgraph.metadata();
  return type
    .fields()
    .filter((field) => !metadata.isFieldExternal(field as never))
    .map(({ name }) => name);
}

function selectionOf(fields: string): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${fields}" isn't a key`);
  return operation.selectionSet;
}

function refuse(type: string): never {
  throw new Error(`a ${type} was asked of a shape that finds nothing`);
}
