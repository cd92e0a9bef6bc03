import { type ASTNode, type DirectiveNode, type DocumentNode, type FieldNode, Kind, type SelectionNode, visit } from "graphql";

/** More would make more variants of an operation than are worth keeping. */
const MOST_CONDITIONS = 6;

/** The variables that decide about selections, in order; null where the document holds what isn't compiled. */
export function conditionsOf(document: DocumentNode): readonly string[] | null {
  const variables = new Set<string>();
  let compiled = true;
  const note = (node: ASTNode) => {
    if (node.kind === Kind.FIELD && !isOwnField(node)) compiled = false;
    if (node.kind !== Kind.DIRECTIVE) return;
    const condition = conditionOf(node);
    if (condition === null) compiled = false;
    else if (typeof condition === "string") variables.add(condition);
  };
  visit(document, { enter: note });
  return compiled && variables.size <= MOST_CONDITIONS ? [...variables] : null;
}

/** Not of the schema itself; and a key __proto__ would be none of the answer's object. */
function isOwnField({ name, alias }: FieldNode): boolean {
  return (!name.value.startsWith("__") || name.value === "__typename") && alias?.value !== "__proto__";
}

/** Whether a selection stands, where the variables are these. */
export function standsWith(variables: Readonly<Record<string, unknown>>): (selection: SelectionNode) => boolean {
  return ({ directives = [] }) =>
    directives.every((directive) => {
      const condition = conditionOf(directive);
      const value = typeof condition === "string" ? variables[condition] === true : condition === true;
      return directive.name.value === "skip" ? !value : value;
    });
}

/** A variable's name, or the literal; null for a directive that is neither @skip nor @include. */
function conditionOf({ name, arguments: given = [] }: DirectiveNode): string | boolean | null {
  const value: ASTNode | undefined = given[0]?.value;
  if ((name.value !== "skip" && name.value !== "include") || value === undefined) return null;
  if (value.kind === Kind.VARIABLE) return value.name.value;
  return value.kind === Kind.BOOLEAN ? value.value : null;
}
