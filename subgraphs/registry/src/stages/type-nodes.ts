import {
  type DefinitionNode,
  type FieldDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type NamedTypeNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  type TypeNode,
} from "graphql";

export type AnyTypeNode = TypeDefinitionNode | TypeExtensionNode;

export const isTypeNode = (node: DefinitionNode): node is AnyTypeNode => isTypeDefinitionNode(node) || isTypeExtensionNode(node);

/** What kind of type it is, said the same of a definition and of its extension. */
export type TypeKind = "SCALAR" | "OBJECT" | "INTERFACE" | "UNION" | "ENUM" | "INPUT_OBJECT";

const KINDS: Readonly<Record<AnyTypeNode["kind"], TypeKind>> = {
  [Kind.SCALAR_TYPE_DEFINITION]: "SCALAR",
  [Kind.SCALAR_TYPE_EXTENSION]: "SCALAR",
  [Kind.OBJECT_TYPE_DEFINITION]: "OBJECT",
  [Kind.OBJECT_TYPE_EXTENSION]: "OBJECT",
  [Kind.INTERFACE_TYPE_DEFINITION]: "INTERFACE",
  [Kind.INTERFACE_TYPE_EXTENSION]: "INTERFACE",
  [Kind.UNION_TYPE_DEFINITION]: "UNION",
  [Kind.UNION_TYPE_EXTENSION]: "UNION",
  [Kind.ENUM_TYPE_DEFINITION]: "ENUM",
  [Kind.ENUM_TYPE_EXTENSION]: "ENUM",
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: "INPUT_OBJECT",
  [Kind.INPUT_OBJECT_TYPE_EXTENSION]: "INPUT_OBJECT",
};

export const kindOf = (node: AnyTypeNode): TypeKind => KINDS[node.kind];

/** Fields of an object or interface; none of anything else. */
export function outputFieldsOf(node: AnyTypeNode): readonly FieldDefinitionNode[] {
  const kind = kindOf(node);
  return (kind === "OBJECT" || kind === "INTERFACE") && "fields" in node ? ((node.fields ?? []) as readonly FieldDefinitionNode[]) : [];
}

export function namedTypeOf(type: TypeNode): NamedTypeNode {
  return type.kind === Kind.NAMED_TYPE ? type : namedTypeOf(type.type);
}
