import { Kind, type OperationDefinitionNode, parse } from "graphql";
import { fieldSetNames } from "../supergraph/field-set";
import type { SubgraphType } from "../supergraph/subgraph-types";
import { mapFetches } from "./map-fetches";
import type { FetchNode, QueryPlan, RequiredFragment, RequiredSelection } from "./plan";

/** What the supergraph knows of types. */
export interface KnownTypes {
  typeIn(subgraph: string, type: string): SubgraphType | undefined;
  /** Names of the object types that a type may be: of an object itself. */
  objectsOf(type: string): ReadonlySet<string>;
}

/**
 * Sends nothing without a key. Where an interface object's field is asked of some of the interface's types and requires
 * something of the interface, the planner gives the key for those types and what is required for all of them: the others
 * would be sent without anything to know them by.
 */
export function withKeyedRepresentations(plan: QueryPlan, types: KnownTypes): QueryPlan {
  return mapFetches(plan, (fetch) => [keyed(fetch, types)]);
}

function keyed(fetch: FetchNode, types: KnownTypes): FetchNode {
  const fragments = (fetch.requires ?? []).filter((one) => one.kind === "InlineFragment");
  if (fragments.length < 2 || fragments.length !== fetch.requires?.length) return fetch;
  const keys = keysOf(fetch, types);
  const without = fragments.filter((fragment) => !keys.some((names) => holds(fragment, names)));
  const withKey = fragments.filter((fragment) => !without.includes(fragment));
  if (without.length === 0 || withKey.length === 0) return fetch;
  return { ...fetch, requires: without.reduce((kept, fragment) => moved(fragment, kept, types), withKey as readonly RequiredFragment[]) };
}

/** What a fragment without a key requires, given to those with one: it is theirs where they are of its type. */
function moved(fragment: RequiredFragment, keyedOnes: readonly RequiredFragment[], types: KnownTypes): readonly RequiredFragment[] {
  const own = types.objectsOf(fragment.typeCondition ?? "");
  if (keyedOnes.some((one) => isWithin(own, types.objectsOf(one.typeCondition ?? "")))) return [...keyedOnes, fragment];
  return keyedOnes.map((one) => {
    if (!isWithin(types.objectsOf(one.typeCondition ?? ""), own)) return one;
    return { ...one, selections: [...one.selections, ...fragment.selections.filter((selection) => !isTypename(selection))] };
  });
}

/** The names at the top of each key of the types that the fetch asks about. */
function keysOf({ serviceName, operation }: FetchNode, types: KnownTypes): readonly (readonly string[])[] {
  const [definition] = parse(operation, { noLocation: true }).definitions;
  const entities = (definition as OperationDefinitionNode).selectionSet.selections[0];
  const asked = entities?.kind === Kind.FIELD ? (entities.selectionSet?.selections ?? []) : [];
  const names = asked.flatMap((node) => (node.kind === Kind.INLINE_FRAGMENT ? [node.typeCondition?.name.value ?? ""] : []));
  const known = names.map((name) => types.typeIn(serviceName, name));
  const keys = known.flatMap((type) => (type?.kind === "OBJECT" || type?.kind === "INTERFACE" ? (type.keys ?? []) : []));
  return keys.map(fieldSetNames);
}

function holds({ selections }: RequiredFragment, names: readonly string[]): boolean {
  return names.every((name) => selections.some((selection) => selection.kind === "Field" && selection.name === name));
}

function isTypename(selection: RequiredSelection): boolean {
  return selection.kind === "Field" && selection.name === "__typename";
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every((name) => all.has(name));
}
