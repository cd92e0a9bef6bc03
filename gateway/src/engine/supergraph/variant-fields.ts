import { type FieldDefinitionNode, Kind, type SelectionNode, type SelectionSetNode } from "graphql";
import { nameNode, parseFieldSet, printFieldSet } from "./field-set";
import type { CompositeDefinition, SupergraphTypes } from "./supergraph-types";
import { textArgument, withTextArgument } from "./text-argument";

/** Names of the variants of each type's fields. */
export type VariantNames = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/** Adds variants to types: as fields, and wherever the field that they stand in for is provided. */
export class VariantFields {
  readonly #types: SupergraphTypes;
  readonly #added: VariantNames;

  constructor(types: SupergraphTypes, added: VariantNames) {
    this.#types = types;
    this.#added = added;
  }

  addTo(type: CompositeDefinition): CompositeDefinition {
    return { ...type, fields: (type.fields ?? []).flatMap((field) => this.#withVariants(type, field)) };
  }

  #withVariants(type: CompositeDefinition, field: FieldDefinitionNode): readonly FieldDefinitionNode[] {
    const provided = this.#provideVariants(type.name.value, field);
    const joins = (provided.directives ?? []).filter(({ name }) => name.value === "join__field");
    const names = this.#added.get(type.name.value)?.get(field.name.value) ?? [];
    const variants = [...names].map((name) => ({ kind: field.kind, name: nameNode(name), type: field.type, directives: joins }));
    return [provided, ...variants];
  }

  #provideVariants(type: string, field: FieldDefinitionNode): FieldDefinitionNode {
    const inner = this.#types.typeOf(type, field.name.value);
    const directives = (field.directives ?? []).map((directive) => {
      const provides = textArgument(directive, "provides");
      if (inner === null || directive.name.value !== "join__field" || provides === null) return directive;
      return withTextArgument(directive, "provides", printFieldSet(this.#provideSet(inner, parseFieldSet(provides))));
    });
    return { ...field, directives };
  }

  #provideSet(type: string, selectionSet: SelectionSetNode): SelectionSetNode {
    return { ...selectionSet, selections: selectionSet.selections.flatMap((node) => this.#provideNode(type, node)) };
  }

  #provideNode(type: string, node: SelectionNode): readonly SelectionNode[] {
    if (node.kind === Kind.FRAGMENT_SPREAD) return [node];
    if (node.kind === Kind.INLINE_FRAGMENT) {
      return [{ ...node, selectionSet: this.#provideSet(node.typeCondition?.name.value ?? type, node.selectionSet) }];
    }
    const inner = this.#types.typeOf(type, node.name.value);
    const deeper =
      node.selectionSet === undefined || inner === null ? node : { ...node, selectionSet: this.#provideSet(inner, node.selectionSet) };
    const names = this.#added.get(type)?.get(node.name.value) ?? [];
    return [deeper, ...[...names].map((name) => ({ ...deeper, name: nameNode(name) }))];
  }
}
