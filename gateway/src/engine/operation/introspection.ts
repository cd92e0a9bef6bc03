import {
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from "graphql";
import { directionsOf } from "./conditions";
import type { Fragments } from "./count-selections";

/**
 * What an operation asks about the schema, as an operation of its own, with the fragments and variables that it uses.
 *
 * @param keys internal names of its root fields, by the client's; null comes back where there are none
 */
export function introspectionOf(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  keys: ReadonlyMap<string, string>,
): DocumentNode | null {
  if (keys.size === 0) return null;
  const { directives: _, ...asked } = operation;
  const selectionSet = withRootFields(operation.selectionSet, fragments, keys);
  const used = usedBy(selectionSet, fragments);
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) => used.variables.has(variable.name.value));
  return { kind: Kind.DOCUMENT, definitions: [{ ...asked, variableDefinitions, selectionSet }, ...used.fragments] };
}

function withRootFields(set: SelectionSetNode, fragments: Fragments, keys: ReadonlyMap<string, string>): SelectionSetNode {
  return { ...set, selections: set.selections.flatMap((selection) => rootFields(selection, fragments, keys)) };
}

function rootFields(selection: SelectionNode, fragments: Fragments, keys: ReadonlyMap<string, string>): readonly SelectionNode[] {
  if (directionsOf(selection.directives) === null) return [];
  if (selection.kind === Kind.FIELD) {
    if (selection.name.value !== "__schema" && selection.name.value !== "__type") return [];
    const key = keys.get(selection.alias?.value ?? selection.name.value);
    return key === undefined ? [] : [{ ...selection, alias: nameNode(key) }];
  }
  const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
  if (fragment === undefined) return [];
  const selectionSet = withRootFields(fragment.selectionSet, fragments, keys);
  const directives = selection.directives?.filter(({ name }) => name.value !== "defer") ?? [];
  return selectionSet.selections.length === 0 ? [] : [{ kind: Kind.INLINE_FRAGMENT, directives, selectionSet }];
}

interface Used {
  readonly fragments: ReadonlySet<FragmentDefinitionNode>;
  readonly variables: ReadonlySet<string>;
}

function usedBy(selectionSet: SelectionSetNode, fragments: Fragments): Used {
  const used = { fragments: new Set<FragmentDefinitionNode>(), variables: new Set<string>() };
  const look = (within: ASTNode): void => {
    visit(within, {
      enter(node) {
        if (node.kind === Kind.VARIABLE) used.variables.add(node.name.value);
        const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : undefined;
        if (fragment === undefined || used.fragments.has(fragment)) return;
        used.fragments.add(fragment);
        look(fragment);
      },
    });
  };
  look(selectionSet);
  return used;
}

function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
