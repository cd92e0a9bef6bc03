import {
  type ArgumentNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  Kind,
  print,
  type SelectionSetNode,
} from "graphql";
import { nameNode, parseFieldSet, printFieldSet } from "./field-set";
import { type CompositeDefinition, SupergraphTypes } from "./supergraph-types";
import { textArgument, withTextArgument } from "./text-argument";
import { VariantFields } from "./variant-fields";

/**
 * What stands in for a field that is required with arguments. Planners know required fields by name alone: where one
 * field requires `price(in: CHF)` and another `price(in: EUR)`, both would be given whichever came last. So the planner
 * is shown a supergraph in which each is a field of its own name, `_r0_price` and `_r1_price`, and its plans are written
 * back (`plan/restore-requirements.ts`).
 */
export interface Variant {
  readonly field: string;
  readonly args: readonly ArgumentNode[];
}

export interface DistinctRequirements {
  /** The supergraph that the planner is shown. */
  readonly document: DocumentNode;
  readonly variants: ReadonlyMap<string, Variant>;
  /** What a field requires in a subgraph, by `<subgraph> <type>.<field>`, with variants' names. */
  readonly required: ReadonlyMap<string, SelectionSetNode>;
}

/** The supergraph stays as it is where nothing is required with arguments. */
export function distinctRequirements(supergraph: DocumentNode): DistinctRequirements {
  const types = new SupergraphTypes(supergraph);
  const naming = new Naming(types);
  const renamed = mapTypes(supergraph, (type) => naming.rename(type));
  const { variants, required, added } = naming;
  const fields = new VariantFields(types, added);
  return { document: variants.size === 0 ? supergraph : mapTypes(renamed, (type) => fields.addTo(type)), variants, required };
}

function mapTypes(document: DocumentNode, change: (type: CompositeDefinition) => CompositeDefinition): DocumentNode {
  const isComposite = ({ kind }: DefinitionNode) => kind === Kind.OBJECT_TYPE_DEFINITION || kind === Kind.INTERFACE_TYPE_DEFINITION;
  return { ...document, definitions: document.definitions.map((node) => (isComposite(node) ? change(node as CompositeDefinition) : node)) };
}

class Naming {
  readonly variants = new Map<string, Variant>();
  readonly required = new Map<string, SelectionSetNode>();
  /** Variants' names by the type and field that they stand in for. */
  readonly added = new Map<string, Map<string, Set<string>>>();
  readonly #types: SupergraphTypes;
  readonly #names = new Map<string, string>();

  constructor(types: SupergraphTypes) {
    this.#types = types;
  }

  /** The type with its fields' requirements renamed. */
  rename(type: CompositeDefinition): CompositeDefinition {
    return { ...type, fields: (type.fields ?? []).map((field) => this.#renameField(type.name.value, field)) };
  }

  #renameField(type: string, field: FieldDefinitionNode): FieldDefinitionNode {
    if (field.directives?.every((directive) => textArgument(directive, "requires") === null) !== false) return field;
    const directives = (field.directives ?? []).map((directive) => {
      const requires = textArgument(directive, "requires");
      if (directive.name.value !== "join__field" || requires === null) return directive;
      const renamed = this.#renameSet(type, parseFieldSet(requires));
      this.required.set(`${this.#types.subgraphOf(directive)} ${type}.${field.name.value}`, renamed);
      return withTextArgument(directive, "requires", printFieldSet(renamed));
    });
    return { ...field, directives };
  }

  #renameSet(type: string, selectionSet: SelectionSetNode): SelectionSetNode {
    const selections = selectionSet.selections.map((node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return node;
      if (node.kind === Kind.INLINE_FRAGMENT) {
        return { ...node, selectionSet: this.#renameSet(node.typeCondition?.name.value ?? type, node.selectionSet) };
      }
      return this.#renameNode(type, node);
    });
    return { ...selectionSet, selections };
  }

  #renameNode(type: string, node: FieldNode): FieldNode {
    const inner = this.#types.typeOf(type, node.name.value);
    const selectionSet = node.selectionSet === undefined || inner === null ? node.selectionSet : this.#renameSet(inner, node.selectionSet);
    const kept = selectionSet === undefined ? node : { ...node, selectionSet };
    if (node.arguments === undefined || node.arguments.length === 0) return kept;
    return { ...kept, name: nameNode(this.#variant(type, node.name.value, node.arguments)), arguments: [] };
  }

  #variant(type: string, field: string, args: readonly ArgumentNode[]): string {
    const key = `${field}(${args
      .map((argument) => print(argument))
      .sort()
      .join(",")})`;
    let name = this.#names.get(key);
    if (name === undefined) {
      name = this.#types.unusedName(`_r${this.#names.size}_${field}`);
      this.#names.set(key, name);
      this.variants.set(name, { field, args });
    }
    for (const sharing of this.#types.sharing(type, field)) this.#addTo(sharing, field, name);
    return name;
  }

  #addTo(type: string, field: string, name: string): void {
    const fields = this.added.get(type) ?? new Map<string, Set<string>>();
    this.added.set(type, fields);
    fields.set(field, (fields.get(field) ?? new Set()).add(name));
  }
}
