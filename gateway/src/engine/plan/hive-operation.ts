import type { EntityBatchAlias } from "@graphql-hive/router-query-planner";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from "graphql";

/** The entity fetch that an alias of a batch stands for, as an operation by itself. */
export function entitiesOf(document: DocumentNode, { alias, representationsVariableName }: EntityBatchAlias): DocumentNode {
  const [operation] = document.definitions as readonly OperationDefinitionNode[];
  const entities = operation?.selectionSet.selections.find((node) => node.kind === Kind.FIELD && node.alias?.value === alias);
  if (operation === undefined || entities?.kind !== Kind.FIELD) throw new Error(`the planner gave no entities for ${alias}`);
  const { alias: _, ...unnamed } = entities;
  const renamed = visit(
    { ...operation, selectionSet: { ...operation.selectionSet, selections: [unnamed] } },
    {
      [Kind.NAME]: (name) => (name.value === representationsVariableName ? { ...name, value: "representations" } : undefined),
    },
  );
  const used = new Set(variablesIn(renamed.selectionSet));
  const variableDefinitions = (renamed.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
  return { kind: Kind.DOCUMENT, definitions: [{ ...renamed, variableDefinitions }] };
}

/** The operation with its fragments written out. */
export function withoutSpreads(document: DocumentNode): DocumentNode {
  const isFragment = (node: DocumentNode["definitions"][number]): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION;
  const fragments = new Map(document.definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]));
  if (fragments.size === 0) return document;
  const written = ({ selections }: SelectionSetNode): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: selections.map(writtenNode),
  });
  const writtenNode = (node: SelectionNode): SelectionNode => {
    if (node.kind !== Kind.FRAGMENT_SPREAD) return withSet(node, written);
    const fragment = fragments.get(node.name.value);
    if (fragment === undefined) throw new Error(`the planner gave no fragment ${node.name.value}`);
    const { typeCondition } = fragment;
    return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives: node.directives ?? [], selectionSet: written(fragment.selectionSet) };
  };
  const definitions = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  return { ...document, definitions: definitions.map((node) => ({ ...node, selectionSet: written(node.selectionSet) })) };
}

function withSet<Node extends Exclude<SelectionNode, { kind: Kind.FRAGMENT_SPREAD }>>(
  node: Node,
  written: (set: SelectionSetNode) => SelectionSetNode,
): Node {
  return node.selectionSet === undefined ? node : { ...node, selectionSet: written(node.selectionSet) };
}

/** Names of the variables that the operation uses. */
export function variablesOf({ definitions: [operation] }: DocumentNode): readonly string[] {
  return operation?.kind === Kind.OPERATION_DEFINITION ? variablesIn(operation.selectionSet) : [];
}

function variablesIn(set: SelectionSetNode): readonly string[] {
  const names = new Set<string>();
  visit(set, { [Kind.VARIABLE]: ({ name }) => void names.add(name.value) });
  return [...names];
}
