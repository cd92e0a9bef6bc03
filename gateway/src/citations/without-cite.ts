import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLSchema,
  getNamedType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  TypeInfo,
  type VariableNode,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** The type whose fields tell how to cite an answer, and so are no part of what is cited. */
const CITATION = "Citation";

/**
 * One operation of a document as a citation asks it: without the fields that cite, and without the fragments and
 * variables that then have no use, which would make it invalid. Two ways of writing the same question give one text.
 */
export function withoutCite(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): string {
  const info = new TypeInfo(schema);
  const visited = visit(
    document,
    visitWithTypeInfo(info, {
      [Kind.FIELD]: { enter: () => (namedType(info) === CITATION ? null : undefined) },
      [Kind.SELECTION_SET]: { leave: (set: SelectionSetNode) => (set.selections.length === 0 ? onlyTypeName(set) : undefined) },
    }),
  );
  const asked = visited.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === operation.name?.value,
  );
  if (asked === undefined) throw new Error("The operation that is cited isn't in its own document.");
  const fragments = fragmentsUsed(asked, visited);
  const definitions = [withUsedVariables(asked, fragments), ...fragments];
  return stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions }));
}

function namedType(info: TypeInfo): string | null {
  const type = info.getType();
  return type === null || type === undefined ? null : getNamedType(type).name;
}

const onlyTypeName = (set: SelectionSetNode): SelectionSetNode => ({
  ...set,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } }],
});

function fragmentsUsed(operation: OperationDefinitionNode, { definitions }: DocumentNode): FragmentDefinitionNode[] {
  const all = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const used = new Set<string>();
  const follow = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      [Kind.FRAGMENT_SPREAD]: ({ name: { value } }: FragmentSpreadNode) => {
        const fragment = all.find(({ name }) => name.value === value);
        if (fragment === undefined || used.has(value)) return;
        used.add(value);
        follow(fragment);
      },
    });
  };
  follow(operation);
  return all.filter(({ name }) => used.has(name.value));
}

function withUsedVariables(operation: OperationDefinitionNode, fragments: readonly FragmentDefinitionNode[]): OperationDefinitionNode {
  const used = new Set<string>();
  const note: ASTVisitor = { [Kind.VARIABLE]: ({ name }: VariableNode) => void used.add(name.value) };
  for (const { selectionSet, directives } of [operation, ...fragments]) {
    visit(selectionSet, note);
    for (const directive of directives ?? []) visit(directive, note);
  }
  const kept = (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
  return { ...operation, variableDefinitions: kept };
}

/** The variables that the operation of a text declares, of those given. */
export function usedVariables(operation: OperationDefinitionNode, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const declared = new Set((operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value));
  return Object.fromEntries(Object.entries(given).filter(([name]) => declared.has(name)));
}
