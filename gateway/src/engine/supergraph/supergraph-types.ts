import {
  type ConstDirectiveNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from "graphql";

export type CompositeDefinition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** The object and interface types of a supergraph's document, by name. */
export class SupergraphTypes {
  readonly #types = new Map<string, CompositeDefinition>();
  readonly #implementers = new Map<string, string[]>();
  readonly #subgraphs = new Map<string, string>();
  readonly #fieldNames = new Set<string>();

  constructor(supergraph: DocumentNode) {
    for (const definition of supergraph.definitions) {
      if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION) this.#add(definition);
      if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== "join__Graph") continue;
      for (const { name, directives } of definition.values ?? []) this.#subgraphs.set(name.value, graphName(directives) ?? name.value);
    }
  }

  /** The name of the type that a field gives; null where there is no such field. */
  typeOf(type: string, field: string): string | null {
    const found = this.#field(type, field);
    return found === undefined ? null : namedType(found.type);
  }

  /** The subgraph that a `@join__field` speaks of. */
  subgraphOf({ arguments: args }: ConstDirectiveNode): string {
    const graph = args?.find(({ name }) => name.value === "graph")?.value;
    return graph?.kind === Kind.ENUM ? (this.#subgraphs.get(graph.value) ?? graph.value) : "";
  }

  /** The types that have the field in common: a type, its interfaces, and what implements them. */
  sharing(type: string, field: string): ReadonlySet<string> {
    const found = new Set([type]);
    for (const name of found) {
      const interfaces = this.#types.get(name)?.interfaces?.map((node) => node.name.value) ?? [];
      for (const related of [...interfaces, ...(this.#implementers.get(name) ?? [])]) {
        if (this.#field(related, field) !== undefined) found.add(related);
      }
    }
    return found;
  }

  /** The name, or one like it that no field has. */
  unusedName(name: string): string {
    let unused = name;
    while (this.#fieldNames.has(unused)) unused = `_${unused}`;
    return unused;
  }

  #add(type: CompositeDefinition): void {
    this.#types.set(type.name.value, type);
    for (const { name } of type.fields ?? []) this.#fieldNames.add(name.value);
    for (const { name } of type.interfaces ?? []) {
      this.#implementers.set(name.value, [...(this.#implementers.get(name.value) ?? []), type.name.value]);
    }
  }

  #field(type: string, field: string) {
    return this.#types.get(type)?.fields?.find(({ name }) => name.value === field);
  }
}

function graphName(directives: readonly ConstDirectiveNode[] | undefined): string | null {
  const graph = directives?.find(({ name }) => name.value === "join__graph");
  const value = graph?.arguments?.find(({ name }) => name.value === "name")?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
