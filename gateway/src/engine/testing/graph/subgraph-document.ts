import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
} from "graphql";

export type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

/** One subgraph's SDL, with the questions that the facts are gathered by. */
export class SubgraphDocument {
  readonly name: string;
  readonly definitions: readonly DefinitionNode[];

  constructor(name: string, sdl: string) {
    this.name = name;
    this.definitions = parse(sdl).definitions;
  }

  /** Its object types, extensions among them. */
  objects(): ObjectNode[] {
    return this.definitions.filter(isObjectNode);
  }

  /** Names of the object types that a value of the type may have here; empty for one that is no composite type. */
  possible(type: string): string[] {
    const named = this.definitions.find((node) => "name" in node && node.name?.value === type);
    if (named?.kind === Kind.UNION_TYPE_DEFINITION) return (named.types ?? []).map((member) => member.name.value);
    if (named?.kind === Kind.INTERFACE_TYPE_DEFINITION) return this.#implementationsOf(type);
    return this.objects().some((node) => node.name.value === type) ? [type] : [];
  }

  /** The values of an enum; empty for anything else. */
  values(type: string): string[] {
    return this.definitions.flatMap((node) =>
      node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === type ? (node.values ?? []).map((value) => value.name.value) : [],
    );
  }

  #implementationsOf(type: string): string[] {
    const implementing = this.objects().filter((node) => node.interfaces?.some((implemented) => implemented.name.value === type));
    return implementing.map((node) => node.name.value);
  }
}

/** Whether a definition is of an object type, or extends one. */
export function isObjectNode(node: DefinitionNode): node is ObjectNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
}

/** The directive of a name, where a node carries it. */
export function directiveOf(node: { readonly directives?: readonly ConstDirectiveNode[] }, name: string): ConstDirectiveNode | null {
  return node.directives?.find((directive) => directive.name.value === name) ?? null;
}

/** A string argument of a directive. */
export function stringOf(directive: ConstDirectiveNode, argument: string): string {
  const value = directive.arguments?.find((given) => given.name.value === argument)?.value;
  if (value?.kind !== Kind.STRING) throw new Error(`@${directive.name.value} has no text for ${argument}`);
  return value.value;
}

/** Whether a field is only named here and resolved elsewhere. */
export function isExternal(type: ObjectNode, field: FieldDefinitionNode): boolean {
  return directiveOf(type, "external") !== null || directiveOf(field, "external") !== null;
}
