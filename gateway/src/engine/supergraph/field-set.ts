import { Kind, type OperationDefinitionNode, parse, print, type SelectionSetNode, stripIgnoredCharacters } from "graphql";

/** A field set such as `id price(currency: "CHF")`, parsed. */
export function parseFieldSet(text: string): SelectionSetNode {
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions;
  return (definition as OperationDefinitionNode).selectionSet;
}

/** The text of a field set, without the braces around it. */
export function printFieldSet(selectionSet: SelectionSetNode): string {
  return stripIgnoredCharacters(print(selectionSet)).slice(1, -1);
}

/** The names at the top of a field set. */
export function fieldSetNames(text: string): readonly string[] {
  return parseFieldSet(text).selections.flatMap((node) => (node.kind === Kind.FIELD ? [node.name.value] : []));
}

/** A name's node. */
export function nameNode(value: string) {
  return { kind: Kind.NAME as const, value };
}
