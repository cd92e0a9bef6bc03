import {
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableNode,
  visit,
} from "graphql";

export type Selections = readonly SelectionNode[];

/** What is asked below a response name, whatever the conditions around. */
export function below(selections: Selections, name: string): Selections {
  return selections.flatMap((node): Selections => {
    if (node.kind === Kind.FRAGMENT_SPREAD || node.selectionSet === undefined) return [];
    if (node.kind === Kind.INLINE_FRAGMENT) return below(node.selectionSet.selections, name);
    return responseName(node) === name ? node.selectionSet.selections : [];
  });
}

/** The types that fragments of one selection are for, whatever the conditions around. */
export function conditionsIn(selections: Selections): readonly string[] {
  return selections.flatMap((node) => {
    if (node.kind !== Kind.INLINE_FRAGMENT) return [];
    return [...(node.typeCondition === undefined ? [] : [node.typeCondition.name.value]), ...conditionsIn(node.selectionSet.selections)];
  });
}

/** Whether a fragment anywhere in a selection is for one of the types. */
export function hasFragmentOn(selectionSet: SelectionSetNode, members: ReadonlySet<string>): boolean {
  let found = false;
  const enter = ({ typeCondition }: InlineFragmentNode) => {
    if (typeCondition !== undefined && members.has(typeCondition.name.value)) found = true;
  };
  visit(selectionSet, { [Kind.INLINE_FRAGMENT]: { enter } });
  return found;
}

/** What the answer calls a field. */
export function responseName({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** An operation without the variables that nothing in it uses any more. */
export function withUsedVariables(operation: OperationDefinitionNode): OperationDefinitionNode {
  const used = new Set<string>();
  visit(operation.selectionSet, { [Kind.VARIABLE]: ({ name }: VariableNode) => void used.add(name.value) });
  return {
    ...operation,
    variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value)),
  };
}
