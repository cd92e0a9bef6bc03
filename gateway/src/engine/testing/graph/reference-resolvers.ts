import { type GraphQLResolveInfo, Kind, parse, type SelectionNode, type SelectionSetNode } from "graphql";
import { knows } from "./records";
import type { Source } from "./source";
import { directiveOf, isObjectNode, type SubgraphDocument, stringOf } from "./subgraph-document";
import type { TestScope } from "./subgraph-schemas";

type Representation = Readonly<Record<string, unknown>>;
type ReferenceResolver = (representation: Representation, scope: TestScope, info: GraphQLResolveInfo) => Source | null;

/** Finds the records that a gateway sends representations of, by any key of each entity. */
export function referenceResolvers(document: SubgraphDocument): Record<string, { readonly __resolveReference: ReferenceResolver }> {
  const entities = document.definitions.flatMap((node) => {
    if (!isObjectNode(node) && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
    const keys = (node.directives ?? []).filter((directive) => directive.name.value === "key").map((key) => stringOf(key, "fields"));
    return keys.length === 0 ? [] : [[node.name.value, resolverOf(document, node.name.value, keys.map(selectionOf))] as const];
  });
  return Object.fromEntries(entities.map(([type, resolver]) => [type, { __resolveReference: resolver }]));
}

function resolverOf(document: SubgraphDocument, type: string, keys: readonly SelectionSetNode[]): ReferenceResolver {
  const standsForInterface = document.objects().some((node) => node.name.value === type && directiveOf(node, "interfaceObject") !== null);
  const types = standsForInterface ? ["Book", "Film", "Game"] : document.possible(type);
  const names = new Set(keys.flatMap(({ selections }) => selections.map(nameOf)));
  return (representation, { world }, info) => {
    const sought = keys.map((key) => keyIn(representation, key)).find((key) => key !== null);
    if (sought === undefined || sought === null) throw new Error(`a representation of ${type} has none of its keys`);
    const record = types.map((possible) => world.find(possible, sought)).find((found) => found !== null) ?? null;
    if (record === null) return null;
    const source = { ...record, __typename: standsForInterface ? type : record.__typename, representation };
    if (knows(document.name, record.__typename, record.id)) return source;
    return asksAny(info, names) ? { ...source, toldOnly: names } : null;
  };
}

/** Whether a subgraph has nothing to tell of a field, because it knows no more of the record than its keys. */
export function isUntold(source: Source | undefined, field: string): boolean {
  return source?.toldOnly !== undefined && !source.toldOnly.has(field);
}

/**
 * Whether any of the fields is asked of the entities. A planner may ask a key of whoever knows the entity by it, where it
 * is at hand already; so one who doesn't know the record gives its key back, and is null as a whole where no key is asked.
 */
function asksAny({ fieldNodes }: GraphQLResolveInfo, names: ReadonlySet<string>): boolean {
  const asks = (node: SelectionNode): boolean =>
    node.kind === Kind.FIELD ? names.has(node.name.value) : node.kind === Kind.INLINE_FRAGMENT && node.selectionSet.selections.some(asks);
  return fieldNodes.some(({ selectionSet }) => selectionSet?.selections.some(asks) === true);
}

function selectionOf(fields: string): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("a key has no fields");
  return operation.selectionSet;
}

function nameOf(node: SelectionNode): string {
  if (node.kind !== Kind.FIELD) throw new Error("a key has only fields");
  return node.name.value;
}

/** The values of a key in a representation; null where it lacks one. */
function keyIn(representation: Representation, { selections }: SelectionSetNode): Representation | null {
  const values: Record<string, unknown> = {};
  for (const node of selections) {
    const name = nameOf(node);
    const value = representation[name];
    if (value === undefined) return null;
    const below = node.kind === Kind.FIELD ? node.selectionSet : undefined;
    const inner = below === undefined || value === null ? value : keyIn(value as Representation, below);
    if (inner === null && value !== null) return null;
    values[name] = inner;
  }
  return values;
}
