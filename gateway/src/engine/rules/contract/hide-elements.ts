import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
} from "graphql";
import { linkedName, links } from "./linked-name";

const VERSION = "https://specs.apollo.dev/inaccessible/v0.2";

const DIRECTIVE =
  "directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION";

/** The document with `@inaccessible` upon what is hidden: it stays there to be planned with, and isn't shown. */
export function hideElements(document: DocumentNode, hidden: ReadonlySet<string>): DocumentNode {
  if (hidden.size === 0) return document;
  const linked = links(document, "join") && !links(document, "inaccessible") ? withSpecification(document) : document;
  const marker = new Marker(linkedName(linked, "inaccessible"), hidden, linked);
  return { ...linked, definitions: linked.definitions.map((definition) => marker.definition(definition)) };
}

/** A supergraph brings the definitions of the specifications that it links. */
function withSpecification({ definitions, ...document }: DocumentNode): DocumentNode {
  const added = parse(`schema @link(url: "${VERSION}", for: SECURITY) { query: Query } ${DIRECTIVE}`, { noLocation: true }).definitions;
  const [schema, directive] = added;
  if (schema?.kind !== Kind.SCHEMA_DEFINITION || directive === undefined) throw new Error("the specification can't be written");
  const linked = definitions.map((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION
      ? { ...definition, directives: [...(definition.directives ?? []), ...(schema.directives ?? [])] }
      : definition,
  );
  return { ...document, definitions: [...linked, directive] };
}

interface Markable {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

class Marker {
  readonly #name: string;
  readonly #hidden: ReadonlySet<string>;
  /** Types that are marked: one that is extended would be marked again, which isn't allowed. */
  readonly #marked: Set<string>;

  constructor(name: string, hidden: ReadonlySet<string>, { definitions }: DocumentNode) {
    this.#name = name;
    this.#hidden = hidden;
    this.#marked = new Set(
      definitions.flatMap((node) => ("name" in node && node.name !== undefined && this.#isMarked(node as Markable) ? node.name.value : [])),
    );
  }

  definition(node: DefinitionNode): DefinitionNode {
    switch (node.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_EXTENSION:
        return { ...this.#type(node), fields: node.fields?.map((field) => this.#field(field, node.name.value)) ?? [] };
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      case Kind.INPUT_OBJECT_TYPE_EXTENSION:
        return {
          ...this.#type(node),
          fields: node.fields?.map((field) => this.#input(field, `${node.name.value}.${field.name.value}`)) ?? [],
        };
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_EXTENSION:
        return {
          ...this.#type(node),
          values: node.values?.map((value) => this.#mark(value, `${node.name.value}.${value.name.value}`)) ?? [],
        };
      case Kind.UNION_TYPE_DEFINITION:
      case Kind.UNION_TYPE_EXTENSION:
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_EXTENSION:
        return this.#type(node);
      default:
        return node;
    }
  }

  #type<Node extends Markable & { readonly name: { readonly value: string } }>(node: Node): Node {
    const name = node.name.value;
    if (this.#marked.has(name)) return node;
    const marked = this.#mark(node, name);
    if (marked !== node) this.#marked.add(name);
    return marked;
  }

  #field(node: FieldDefinitionNode, type: string): FieldDefinitionNode {
    const coordinate = `${type}.${node.name.value}`;
    const marked = this.#mark(node, coordinate);
    return {
      ...marked,
      arguments: node.arguments?.map((argument) => this.#input(argument, `${coordinate}(${argument.name.value}:)`)) ?? [],
    };
  }

  #input(node: InputValueDefinitionNode, coordinate: string): InputValueDefinitionNode {
    return this.#mark(node, coordinate);
  }

  #mark<Node extends Markable>(node: Node, coordinate: string): Node {
    if (!this.#hidden.has(coordinate) || this.#isMarked(node)) return node;
    const inaccessible: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: this.#name } };
    return { ...node, directives: [...(node.directives ?? []), inaccessible] };
  }

  #isMarked({ directives = [] }: Markable): boolean {
    return directives.some(({ name }) => name.value === this.#name);
  }
}
