import {
  type DocumentNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
} from "graphql";
import { below, type Selections, withUsedVariables } from "./asked-below";
import type { KnownTypes } from "./keyed-representations";
import { mapFetches } from "./map-fetches";
import { ownSelections } from "./own-selections";
import { placedFetches } from "./placed-fetches";
import type { FetchNode, QueryPlan, RequiredFragment, RequiredSelection } from "./plan";

/**
 * Asks of each type what the client asks of it. Where a subgraph knows an interface as one type (`@interfaceObject`), the
 * planner asks it about every object for what is asked of any: a value that nobody wanted of an object would, where it
 * fails and may not be null, take with it what was wanted beside it. Types of which different things are asked become
 * fetches of their own, which go to the subgraph together.
 */
export function askOwnQuestions(plan: QueryPlan, document: DocumentNode, types: KnownTypes): QueryPlan {
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return plan;
  const fetches = placedFetches(plan);
  const required = new Set(fetches.flatMap(({ fetch }) => namesIn(fetch.requires ?? [])));
  const own = new Map<FetchNode, readonly FetchNode[]>();
  for (const { fetch, path } of fetches) {
    if (!(fetch.requires ?? []).some((selection) => selection.kind === "InlineFragment")) continue;
    const asked = path.reduce(below, operation.selectionSet.selections);
    own.set(fetch, new Questions(fetch, asked, required, types).apart());
  }
  return mapFetches(plan, (fetch) => own.get(fetch) ?? [fetch]);
}

/** What one fetch asks, by the types that it asks about. */
class Questions {
  readonly #fetch: FetchNode;
  readonly #asked: Selections;
  readonly #required: ReadonlySet<string>;
  readonly #types: KnownTypes;

  constructor(fetch: FetchNode, asked: Selections, required: ReadonlySet<string>, types: KnownTypes) {
    this.#fetch = fetch;
    this.#asked = asked;
    this.#required = required;
    this.#types = types;
  }

  /** The fetch itself, unless its types are asked differently. */
  apart(): readonly FetchNode[] {
    const members = this.#members();
    if (members.size < 2) return [this.#fetch];
    const [operation] = parse(this.#fetch.operation, { noLocation: true }).definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION || !this.#standsForInterface(operation)) return [this.#fetch];
    const groups = new Map<string, { readonly operation: OperationDefinitionNode; readonly members: Set<string> }>();
    for (const member of members) {
      const own = this.#ownTo(member, operation);
      const text = print(own);
      const group = groups.get(text) ?? { operation: own, members: new Set() };
      groups.set(text, group);
      group.members.add(member);
    }
    return groups.size < 2 ? [this.#fetch] : [...groups.values()].flatMap((group) => this.#about(group.members, group.operation));
  }

  #standsForInterface(operation: OperationDefinitionNode): boolean {
    return entityFragments(operation).some(({ typeCondition }) => {
      const type = this.#types.typeIn(this.#fetch.serviceName, typeCondition?.name.value ?? "");
      return type?.kind === "OBJECT" && type.interfaceObject === true;
    });
  }

  /** Names of the object types that are asked about. */
  #members(): ReadonlySet<string> {
    const fragments = (this.#fetch.requires ?? []).filter((selection) => selection.kind === "InlineFragment");
    return new Set(fragments.flatMap(({ typeCondition }) => [...this.#types.objectsOf(typeCondition ?? "")]));
  }

  #ownTo(member: string, operation: OperationDefinitionNode): OperationDefinitionNode {
    const isOf = (condition: string) => this.#types.objectsOf(condition).has(member);
    const selections = operation.selectionSet.selections.map((node) =>
      node.kind !== Kind.FIELD || node.selectionSet === undefined
        ? node
        : {
            ...node,
            selectionSet: {
              ...node.selectionSet,
              selections: ownSelections(node.selectionSet.selections, this.#asked, isOf, this.#required),
            },
          },
    );
    return { ...operation, selectionSet: { ...operation.selectionSet, selections } };
  }

  /** The fetch about some types alone; none where nothing is left to be asked. */
  #about(members: ReadonlySet<string>, operation: OperationDefinitionNode): readonly FetchNode[] {
    if (entityFragments(operation).length === 0) return [];
    const definition = withUsedVariables(operation);
    const names = new Set((definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value));
    const variableUsages = (this.#fetch.variableUsages ?? []).filter((name) => names.has(name));
    const requires = distinct((this.#fetch.requires ?? []).flatMap((selection) => this.#requiredOf(selection, members)));
    return [{ ...this.#fetch, requires, variableUsages, operation: stripIgnoredCharacters(print(definition)) }];
  }

  #requiredOf(selection: RequiredSelection, members: ReadonlySet<string>): readonly RequiredSelection[] {
    if (selection.kind !== "InlineFragment") return [selection];
    const objects = [...this.#types.objectsOf(selection.typeCondition ?? "")];
    if (objects.every((name) => members.has(name))) return [selection];
    return objects.filter((name) => members.has(name)).map((typeCondition): RequiredFragment => ({ ...selection, typeCondition }));
  }
}

function entityFragments({ selectionSet }: OperationDefinitionNode): readonly InlineFragmentNode[] {
  const entities = selectionSet.selections.flatMap((node) => (node.kind === Kind.FIELD ? (node.selectionSet?.selections ?? []) : []));
  return entities.filter((node) => node.kind === Kind.INLINE_FRAGMENT);
}

/** A type and an interface that it is of may require the same. */
function distinct(selections: readonly RequiredSelection[]): readonly RequiredSelection[] {
  return [...new Map(selections.map((selection) => [JSON.stringify(selection), selection])).values()];
}

function namesIn(selections: readonly RequiredSelection[]): readonly string[] {
  return selections.flatMap((selection) => [
    ...(selection.kind === "Field" ? [selection.name] : []),
    ...namesIn(selection.selections ?? []),
  ]);
}
