import { hubError } from "@actionline/kit/hub-error";
import {
  type ArgumentNode,
  type FieldNode,
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
  type ValueNode,
} from "graphql";

/** A field as one request asks it: arguments resolved, fragments written out, what @skip and @include leave out gone. */
export interface AskedField {
  readonly definition: GraphQLField<unknown, unknown>;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly fields: readonly AskedField[];
  /**
   * What follows from it, by whoever worked it out: of a field in which, and below which, no variable has a say, for it is
   * the same object in every request; null of others.
   */
  readonly facts: Map<object, unknown> | null;
}

/** Coerced, with defaults. */
export type Variables = Readonly<Record<string, unknown>>;

interface Scope {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/** A part of a selection that hangs on the variables. */
type OpenPart = (variables: Variables) => readonly AskedField[];
type Part = AskedField | OpenPart;

/** The fields that an operation asks: the same in every request, or those of the variables it comes with. */
export type AskedFields = readonly AskedField[] | OpenPart;

/**
 * What an operation asks of the subgraphs, worked out once as far as the document alone tells; what it asks about the
 * schema itself isn't among it.
 */
export function askedFields(schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Scope["fragments"]): AskedFields {
  const root = schema.getRootType(operation.operation);
  if (root === undefined || root === null) throw hubError("BAD_REQUEST", `This hub serves no ${operation.operation}.`);
  return fieldsOf(ofSet(operation.selectionSet, root, { schema, fragments }));
}

function fieldsOf(parts: readonly Part[]): AskedFields {
  const fixed = parts.filter(isFixed);
  if (fixed.length === parts.length) return fixed;
  return (variables) => parts.flatMap((part) => (isFixed(part) ? part : part(variables)));
}

/** The fields as one request asks them. */
export const fieldsWith = (fields: AskedFields, variables: Variables): readonly AskedField[] =>
  typeof fields === "function" ? fields(variables) : fields;

const isFixed = (part: Part): part is AskedField => typeof part !== "function";

function ofSet(set: SelectionSetNode, parent: GraphQLCompositeType, scope: Scope): Part[] {
  return set.selections.flatMap((selection) => {
    if (!usesVariables(selection.directives?.flatMap((directive) => directive.arguments ?? []))) {
      return leftOut(selection, {}) ? [] : ofSelection(selection, parent, scope);
    }
    const fields = fieldsOf(ofSelection(selection, parent, scope));
    return [(variables: Variables) => (leftOut(selection, variables) ? [] : fieldsWith(fields, variables))];
  });
}

function ofSelection(selection: SelectionNode, parent: GraphQLCompositeType, scope: Scope): Part[] {
  if (selection.kind === Kind.FIELD) return ofField(selection, parent, scope);
  const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? scope.fragments[selection.name.value] : selection;
  if (fragment === undefined) return [];
  const type = fragment.typeCondition === undefined ? parent : scope.schema.getType(fragment.typeCondition.name.value);
  return isCompositeType(type) ? ofSet(fragment.selectionSet, type, scope) : [];
}

function ofField(node: FieldNode, parent: GraphQLCompositeType, scope: Scope): Part[] {
  const definition = fieldOf(parent, node.name.value);
  if (definition === undefined) return [];
  const type = getNamedType(definition.type);
  const below = node.selectionSet !== undefined && isCompositeType(type) ? ofSet(node.selectionSet, type, scope) : [];
  const fields = fieldsOf(below);
  const argumentsOf = (variables: Variables) => given(() => getArgumentValues(definition, node, variables));
  if (usesVariables(node.arguments)) {
    return [(variables) => [{ definition, fields: fieldsWith(fields, variables), arguments: argumentsOf(variables), facts: null }]];
  }
  const values = argumentsOf({});
  if (typeof fields !== "function") return [{ definition, fields, arguments: values, facts: new Map() }];
  return [(variables) => [{ definition, fields: fields(variables), arguments: values, facts: null }]];
}

function fieldOf(parent: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name.startsWith("__")) return undefined;
  return isObjectType(parent) || "getFields" in parent ? parent.getFields()[name] : undefined;
}

function usesVariables(nodes: readonly ArgumentNode[] = []): boolean {
  return nodes.some(({ value }) => holdsVariable(value));
}

function holdsVariable(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(holdsVariable);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => holdsVariable(field.value));
  return value.kind === Kind.VARIABLE;
}

function leftOut(selection: SelectionNode, variables: Variables): boolean {
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
