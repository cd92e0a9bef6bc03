import { hubError } from "@actionline/kit/hub-error";
import {
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** A field as one request asks it: arguments resolved, fragments written out, what @skip and @include leave out gone. */
export interface AskedField {
  readonly definition: GraphQLField<unknown, unknown>;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly fields: readonly AskedField[];
}

export interface AskedOperation {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Coerced, with defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The fields an operation asks of the subgraphs; what it asks about the schema itself isn't among them. */
export function askedFields(asked: AskedOperation): readonly AskedField[] {
  const root = asked.schema.getRootType(asked.operation.operation);
  if (root === undefined || root === null) {
    throw hubError("BAD_REQUEST", `This hub serves no ${asked.operation.operation}.`);
  }
  return ofSet(asked.operation.selectionSet, root, asked);
}

function ofSet(set: SelectionSetNode, parent: GraphQLCompositeType, asked: AskedOperation): AskedField[] {
  return set.selections.flatMap((selection) => (leftOut(selection, asked) ? [] : ofSelection(selection, parent, asked)));
}

function ofSelection(selection: SelectionNode, parent: GraphQLCompositeType, asked: AskedOperation): AskedField[] {
  if (selection.kind === Kind.FIELD) {
    const definition = fieldOf(parent, selection.name.value);
    if (definition === undefined) return [];
    const type = getNamedType(definition.type);
    const fields = selection.selectionSet !== undefined && isCompositeType(type) ? ofSet(selection.selectionSet, type, asked) : [];
    return [{ definition, fields, arguments: given(() => getArgumentValues(definition, selection, asked.variables)) }];
  }
  const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? asked.fragments[selection.name.value] : selection;
  if (fragment === undefined) return [];
  const type = fragment.typeCondition === undefined ? parent : asked.schema.getType(fragment.typeCondition.name.value);
  return isCompositeType(type) ? ofSet(fragment.selectionSet, type, asked) : [];
}

function fieldOf(parent: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name.startsWith("__")) return undefined;
  return isObjectType(parent) || "getFields" in parent ? parent.getFields()[name] : undefined;
}

function leftOut(selection: SelectionNode, { variables }: AskedOperation): boolean {
  return given(
    () =>
      getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if === true ||
      getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if === false,
  );
}

function given<T>(values: () => T): T {
  try {
    return values();
  } catch (error) {
    // An argument that needs a value and was handed a variable without one.
    if (error instanceof GraphQLError) throw hubError("BAD_INPUT", error.message);
    throw error;
  }
}
