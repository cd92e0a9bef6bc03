import {
  type DefinitionNode,
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from "graphql";
import type { AskedField, AskedFragment, AskedNode, NormalisedOperation } from "../../operation/normalised-operation";
import type { RuledPlace } from "./ruled-place";

/** Whether a field of a place is denied. */
export type IsDenied = (place: RuledPlace, field: string) => boolean;

/**
 * The operation as it is asked of subgraphs without what is denied; what the client asked stays what is written, with
 * null in those places. So nothing that is denied is fetched, be it only to be thrown away.
 */
export function withoutDenied(operation: NormalisedOperation, root: RuledPlace, isDenied: IsDenied): NormalisedOperation {
  return {
    ...operation,
    text: textWithout(operation.text, root, isDenied),
    selection: operation.selection.map((node) => askedWithout(node, root, isDenied)),
  };
}

function askedWithout(node: AskedNode, place: RuledPlace, isDenied: IsDenied): AskedNode {
  return node.kind === "fragment" ? fragmentWithout(node, place, isDenied) : fieldWithout(node, place, isDenied);
}

function fieldWithout(field: AskedField, place: RuledPlace, isDenied: IsDenied): AskedField {
  if (isDenied(place, field.name)) return allDenied(field);
  const under = place.under(field.name);
  if (under === null || field.selection === null) return field;
  return { ...field, selection: field.selection.map((node) => askedWithout(node, under, isDenied)) };
}

function fragmentWithout(fragment: AskedFragment, place: RuledPlace, isDenied: IsDenied): AskedFragment {
  const selection = fragment.selection.map((node) => askedWithout(node, place.within(fragment.typeCondition), isDenied));
  // Of a fragment without anything to ask there is nothing to wait for.
  const defer = selection.every(asksNothing) ? null : fragment.defer;
  return { ...fragment, defer, selection };
}

/** What is below a denied field is denied as well, should another fragment be allowed to ask the field. */
function allDenied(field: AskedField): AskedField {
  return { ...field, denied: true, selection: field.selection?.map(nodeDenied) ?? null };
}

function nodeDenied(node: AskedNode): AskedNode {
  if (node.kind === "field") return node.name === "__typename" ? node : allDenied(node);
  return { ...node, defer: null, selection: node.selection.map(nodeDenied) };
}

function asksNothing(node: AskedNode): boolean {
  return node.kind === "field" ? node.denied === true : node.selection.every(asksNothing);
}

function textWithout(text: string, root: RuledPlace, isDenied: IsDenied): string {
  const { definitions } = parse(text, { noLocation: true });
  return definitions.map((definition) => stripIgnoredCharacters(print(operationWithout(definition, root, isDenied)))).join("");
}

function operationWithout(definition: DefinitionNode, root: RuledPlace, isDenied: IsDenied): DefinitionNode {
  if (definition.kind !== Kind.OPERATION_DEFINITION) throw new Error(`a normalised operation holds a ${definition.kind}`);
  return withUsedVariables({ ...definition, selectionSet: setWithout(definition.selectionSet, root, isDenied) });
}

function setWithout({ selections }: SelectionSetNode, place: RuledPlace, isDenied: IsDenied): SelectionSetNode {
  const left = selections.flatMap((node) => selectionWithout(node, place, isDenied));
  return { kind: Kind.SELECTION_SET, selections: left.length === 0 ? [NOTHING_ELSE] : left };
}

const NOTHING_ELSE: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } };

function selectionWithout(node: SelectionNode, place: RuledPlace, isDenied: IsDenied): readonly SelectionNode[] {
  if (node.kind === Kind.FRAGMENT_SPREAD) throw new Error("a normalised operation holds a fragment's name");
  if (node.kind === Kind.INLINE_FRAGMENT) return inlineWithout(node, place, isDenied);
  if (isDenied(place, node.name.value)) return [];
  const under = place.under(node.name.value);
  if (under === null || node.selectionSet === undefined) return [node];
  return [{ ...node, selectionSet: setWithout(node.selectionSet, under, isDenied) }];
}

function inlineWithout(node: InlineFragmentNode, place: RuledPlace, isDenied: IsDenied): readonly SelectionNode[] {
  const within = place.within(node.typeCondition?.name.value ?? null);
  const selections = node.selectionSet.selections.flatMap((each) => selectionWithout(each, within, isDenied));
  return selections.length === 0 ? [] : [{ ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } }];
}

/** A variable that nothing uses any more would make the operation invalid. */
function withUsedVariables(operation: OperationDefinitionNode): OperationDefinitionNode {
  const used = new Set<string>();
  visit(operation.selectionSet, {
    enter: (node) => {
      if (node.kind === Kind.VARIABLE) used.add(node.name.value);
    },
  });
  return {
    ...operation,
    variableDefinitions: operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? [],
  };
}
