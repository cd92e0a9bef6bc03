import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  print,
  type SchemaDefinitionNode,
} from "graphql";
import { type AnyTypeNode, isTypeNode, kindOf, type TypeKind } from "../stages/type-nodes";

/** What one subgraph has to do with an element, by the directives that composition leaves in a supergraph. */
export type Joins = ReadonlyMap<string, readonly string[]>;

/** One element of a supergraph: what users see of it, and who answers for it. */
export interface Element {
  /** All that users see of it, as text. */
  readonly shown: string;
  /** By subgraph; a field whose every subgraph answers for it alike is marked by none in the text, and by each here. */
  readonly joins: Joins;
}

/** Directives that tell of subgraphs, and of none that users see. */
const JOINS = /^join__/;
/** What composition links and defines as soon as anybody uses it; each use stands at an element, and is seen there. */
const LINKED_WHEN_USED = /\/(?:inaccessible|tag)\//;
const DEFINED_WHEN_USED = /^(?:join__.*|inaccessible|tag)$/;

/** The elements of a supergraph by their coordinates. It reads the text alone, and none of the code that wrote it. */
export class SupergraphElements {
  readonly #elements = new Map<string, Element>();
  /** Keys by type and subgraph. */
  readonly keys = new Map<string, ReadonlyMap<string, readonly string[]>>();
  readonly kinds = new Map<string, TypeKind>();

  constructor(document: DocumentNode) {
    for (const node of document.definitions) {
      if (isTypeNode(node) && !node.name.value.startsWith("join__") && !node.name.value.startsWith("link__")) this.#addType(node);
      else if (node.kind === Kind.DIRECTIVE_DEFINITION && !DEFINED_WHEN_USED.test(node.name.value))
        this.#elements.set(`@${node.name.value}`, { shown: print(node), joins: new Map() });
      else if (node.kind === Kind.SCHEMA_DEFINITION)
        this.#elements.set("schema", { shown: print(withoutOptionalLinks(node)), joins: new Map() });
    }
  }

  get coordinates(): Iterable<string> {
    return this.#elements.keys();
  }

  at(coordinate: string): Element | undefined {
    return this.#elements.get(coordinate);
  }

  #addType(node: AnyTypeNode): void {
    const name = node.name.value;
    const joins = joinsOf(node.directives ?? []);
    this.kinds.set(name, kindOf(node));
    this.keys.set(name, keysOf(node.directives ?? []));
    const description = "description" in node ? (node.description?.value ?? "") : "";
    const shown = [kindOf(node), description, shownDirectives(node.directives)].join("\n");
    this.#elements.set(name, { shown, joins });
    // One by one: an interface added or a member is the doing of whoever added it.
    if ("interfaces" in node)
      for (const {
        name: { value },
      } of node.interfaces ?? [])
        this.#elements.set(`${name} implements ${value}`, { shown: "", joins: new Map() });
    if ("types" in node)
      for (const {
        name: { value },
      } of node.types ?? [])
        this.#elements.set(`${name} = ${value}`, { shown: "", joins: new Map() });
    const ofType = new Map([...joins.keys()].map((graph) => [graph, ["join__field"]] as const));
    if ("values" in node) {
      for (const value of node.values ?? []) {
        const facts = `${value.description?.value ?? ""}\n${shownDirectives(value.directives)}`;
        this.#elements.set(`${name}.${value.name.value}`, { shown: facts, joins: joinsOf(value.directives ?? []) });
      }
    }
    if ("fields" in node) for (const field of node.fields ?? []) this.#addField(name, field, ofType);
  }

  #addField(type: string, field: FieldDefinitionNode | InputValueDefinitionNode, ofType: Joins): void {
    const marked = joinsOf(field.directives ?? []);
    const joins = marked.size > 0 ? marked : ofType;
    const given = "arguments" in field ? (field.arguments ?? []).map((argument) => print(withoutJoins(argument))).join("\n") : "";
    const fallback = "defaultValue" in field && field.defaultValue !== undefined ? print(field.defaultValue) : "";
    const shown = [print(field.type), field.description?.value ?? "", given, fallback, shownDirectives(field.directives)].join("\n");
    this.#elements.set(`${type}.${field.name.value}`, { shown, joins });
  }
}

function withoutOptionalLinks(node: SchemaDefinitionNode): SchemaDefinitionNode {
  return { ...node, directives: (node.directives ?? []).filter((directive) => !LINKED_WHEN_USED.test(print(directive))) };
}

function shownDirectives(directives: readonly ConstDirectiveNode[] = []): string {
  return directives
    .filter(({ name }) => !JOINS.test(name.value))
    .map(print)
    .sort()
    .join(" ");
}

function withoutJoins(node: InputValueDefinitionNode): InputValueDefinitionNode {
  return { ...node, directives: (node.directives ?? []).filter(({ name }) => !JOINS.test(name.value)) };
}

/** The marks of each subgraph, the same ones in the same order, without its name in them. */
function joinsOf(directives: readonly ConstDirectiveNode[]): Joins {
  const joins = new Map<string, string[]>();
  for (const { name, arguments: given = [] } of directives) {
    if (!JOINS.test(name.value)) continue;
    const graph = given.find((argument) => argument.name.value === "graph");
    const rest = given
      .filter((argument) => argument !== graph)
      .map(print)
      .sort()
      .join(", ");
    const subgraph = graph === undefined ? "" : print(graph.value);
    joins.set(subgraph, [...(joins.get(subgraph) ?? []), `${name.value}${rest === "" ? "" : `(${rest})`}`].sort());
  }
  return joins;
}

function keysOf(directives: readonly ConstDirectiveNode[]): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, string[]>();
  for (const { name, arguments: given = [] } of directives) {
    if (name.value !== "join__type") continue;
    const text = (wanted: string): string | null => {
      const value = given.find((argument) => argument.name.value === wanted)?.value;
      return value === undefined ? null : value.kind === Kind.STRING ? value.value : print(value);
    };
    const key = text("key");
    const graph = text("graph") ?? "";
    if (key !== null) keys.set(graph, [...(keys.get(graph) ?? []), key]);
  }
  return keys;
}
