import { type ASTNode, Kind } from "graphql";

/** Told each node before those within it. */
export interface NodeEyes {
  enter(node: ASTNode): void;
  /** Told it again after them. */
  leave?(node: ASTNode): void;
}

type Within = readonly (ASTNode | readonly ASTNode[] | undefined)[];

/**
 * Looks at each node of a document that can be executed, from the outside in; what defines types it doesn't look into. The
 * walk of graphql-js, which may change what it meets and knows the way to it, takes three times as long.
 */
export function eachNode(node: ASTNode, eyes: NodeEyes): void {
  eyes.enter(node);
  for (const inner of within(node)) {
    if (inner === undefined) continue;
    if ("kind" in inner) eachNode(inner, eyes);
    else for (const one of inner) eachNode(one, eyes);
  }
  eyes.leave?.(node);
}

/** Under the name that it is exported by, it is looked up through two modules each time. */
const KIND = Kind;
const NOTHING: Within = [];

/** In the order of the text; those that there are most of first. */
function within(node: ASTNode): Within {
  switch (node.kind) {
    case KIND.NAME:
      return NOTHING;
    case KIND.FIELD:
      return [node.alias, node.name, node.arguments, node.directives, node.selectionSet];
    case KIND.SELECTION_SET:
      return [node.selections];
    case KIND.ARGUMENT:
    case KIND.OBJECT_FIELD:
      return [node.name, node.value];
    case KIND.VARIABLE:
    case KIND.NAMED_TYPE:
      return [node.name];
    case KIND.LIST:
      return [node.values];
    case KIND.OBJECT:
      return [node.fields];
    case KIND.DIRECTIVE:
      return [node.name, node.arguments];
    case KIND.FRAGMENT_SPREAD:
      return [node.name, node.directives];
    case KIND.INLINE_FRAGMENT:
      return [node.typeCondition, node.directives, node.selectionSet];
    case KIND.FRAGMENT_DEFINITION:
      return [node.name, node.typeCondition, node.directives, node.selectionSet];
    case KIND.OPERATION_DEFINITION:
      return [node.name, node.variableDefinitions, node.directives, node.selectionSet];
    case KIND.VARIABLE_DEFINITION:
      return [node.variable, node.type, node.defaultValue, node.directives];
    case KIND.LIST_TYPE:
    case KIND.NON_NULL_TYPE:
      return [node.type];
    case KIND.DOCUMENT:
      return [node.definitions];
    default:
      return NOTHING;
  }
}
