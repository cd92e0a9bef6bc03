import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type NameNode,
  type TypeNode,
} from "graphql";
import { linkedName } from "./linked-name";

/** Something that may carry a tag. */
export interface TaggedElement {
  readonly tags: Set<string>;
}

/** A field of an object, interface or input object, and what it needs to be asked and answered. */
export interface TaggedField extends TaggedElement {
  readonly arguments: Map<string, TaggedElement>;
  /** Named types of its arguments and of what it gives. */
  readonly types: Set<string>;
}

export interface TaggedType extends TaggedElement {
  readonly kind: "OUTPUT" | "INPUT" | "ENUM" | "UNION" | "SCALAR";
  readonly fields: Map<string, TaggedField>;
  readonly values: Map<string, TaggedElement>;
  readonly members: Set<string>;
}

/** What documents define together: a supergraph by itself, or the subgraphs of one. */
export type TaggedGraph = ReadonlyMap<string, TaggedType>;

/** Types that specifications bring along; they are no part of what anyone is shown. */
const OF_SPECIFICATIONS = /^_(Any|Entity|Service)$|__/;

export function taggedGraph(documents: readonly DocumentNode[]): TaggedGraph {
  const graph = new Map<string, TaggedType>();
  for (const document of documents) {
    const tag = linkedName(document, "tag");
    for (const definition of document.definitions) addType(graph, definition, tag);
  }
  return graph;
}

const KINDS: ReadonlyMap<string, TaggedType["kind"]> = new Map([
  [Kind.OBJECT_TYPE_DEFINITION, "OUTPUT"],
  [Kind.OBJECT_TYPE_EXTENSION, "OUTPUT"],
  [Kind.INTERFACE_TYPE_DEFINITION, "OUTPUT"],
  [Kind.INTERFACE_TYPE_EXTENSION, "OUTPUT"],
  [Kind.INPUT_OBJECT_TYPE_DEFINITION, "INPUT"],
  [Kind.INPUT_OBJECT_TYPE_EXTENSION, "INPUT"],
  [Kind.ENUM_TYPE_DEFINITION, "ENUM"],
  [Kind.ENUM_TYPE_EXTENSION, "ENUM"],
  [Kind.UNION_TYPE_DEFINITION, "UNION"],
  [Kind.UNION_TYPE_EXTENSION, "UNION"],
  [Kind.SCALAR_TYPE_DEFINITION, "SCALAR"],
  [Kind.SCALAR_TYPE_EXTENSION, "SCALAR"],
]);

function addType(graph: Map<string, TaggedType>, node: DefinitionNode, tag: string): void {
  const kind = KINDS.get(node.kind);
  if (kind === undefined || !("name" in node) || node.name === undefined || OF_SPECIFICATIONS.test(node.name.value)) return;
  const type = graph.get(node.name.value) ?? { kind, tags: new Set(), fields: new Map(), values: new Map(), members: new Set() };
  graph.set(node.name.value, type);
  if ("directives" in node) addTags(type, node.directives, tag);
  if ("fields" in node) for (const field of node.fields ?? []) addField(type, field, tag);
  if ("values" in node) for (const value of node.values ?? []) addTags(memberOf(type.values, value, newElement), value.directives, tag);
  if ("types" in node) for (const member of node.types ?? []) type.members.add(member.name.value);
}

function addField(type: TaggedType, node: FieldDefinitionNode | InputValueDefinitionNode, tag: string): void {
  const field = memberOf(type.fields, node, () => ({ ...newElement(), arguments: new Map(), types: new Set<string>() }));
  addTags(field, node.directives, tag);
  field.types.add(namedType(node.type));
  if (node.kind !== Kind.FIELD_DEFINITION) return;
  for (const argument of node.arguments ?? []) {
    addTags(memberOf(field.arguments, argument, newElement), argument.directives, tag);
    field.types.add(namedType(argument.type));
  }
}

function addTags(element: TaggedElement, directives: readonly DirectiveNode[] | undefined, tag: string): void {
  for (const { name, arguments: given = [] } of directives ?? []) {
    const value = given.find((argument) => argument.name.value === "name")?.value;
    if (name.value === tag && value?.kind === Kind.STRING) element.tags.add(value.value);
  }
}

const newElement = (): TaggedElement => ({ tags: new Set() });

function memberOf<Member>(members: Map<string, Member>, { name }: { readonly name: NameNode }, make: () => Member): Member {
  const known = members.get(name.value) ?? make();
  members.set(name.value, known);
  return known;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
