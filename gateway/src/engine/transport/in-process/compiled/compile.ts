import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from "graphql";
import { completerOf } from "./completers";
import { withReferences } from "./entities";
import type { Operation } from "./execution";
import type { FieldPlan, ObjectPlan } from "./field-plan";

/** Decides whether a selection's @skip and @include let it stand. */
export type Stands = (selection: SelectionNode) => boolean;

/** Makes plans of what an operation asks of each object type that it comes to, each when it first does. */
export class Compiler {
  readonly #operation: Operation;
  readonly #stands: Stands;
  #fields = 0;

  constructor(operation: Operation, stands: Stands) {
    this.#operation = operation;
    this.#stands = stands;
  }

  planOf(type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[]): ObjectPlan {
    const grouped = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const { selections } of selectionSets) this.#collect(type, selections, grouped, visited);
    const fields = [...grouped].flatMap(([key, nodes]) => this.#field(type, key, nodes) ?? []);
    return { type, fields, empty: Object.fromEntries(fields.map(({ key }) => [key, null])) };
  }

  #field(parentType: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): FieldPlan | null {
    const name = nodes[0]?.name.value ?? "";
    const constant = name === "__typename" ? parentType.name : null;
    const definition: GraphQLField<unknown, unknown> | undefined = constant === null ? parentType.getFields()[name] : TypeNameMetaFieldDef;
    // As in graphql-js, what a type doesn't have is not answered.
    if (definition === undefined) return null;
    const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const completer = completerOf(definition.type, `${parentType.name}.${name}`, (type) => this.planOf(type, selectionSets));
    const resolve = definition.resolve ?? null;
    const plan: FieldPlan = { key, name, constant, definition, parentType, nodes, resolve, completer, index: this.#fields++ };
    const { schema } = this.#operation;
    const isEntities = name === "_entities" && parentType === schema.getQueryType();
    return isEntities ? withReferences(plan, schema, (type) => this.planOf(type, selectionSets)) : plan;
  }

  #collect(type: GraphQLObjectType, selections: readonly SelectionNode[], grouped: Map<string, FieldNode[]>, visited: Set<string>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD && visited.has(selection.name.value)) continue;
      if (!this.#stands(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const known = grouped.get(key);
        if (known === undefined) grouped.set(key, [selection]);
        else known.push(selection);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) visited.add(selection.name.value);
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#operation.fragments[selection.name.value];
      if (fragment !== undefined && this.#applies(fragment, type)) this.#collect(type, fragment.selectionSet.selections, grouped, visited);
    }
  }

  #applies(
    { typeCondition }: Pick<FragmentDefinitionNode, "typeCondition"> | { typeCondition?: undefined },
    type: GraphQLObjectType,
  ): boolean {
    if (typeCondition === undefined || typeCondition.name.value === type.name) return true;
    const condition = this.#operation.schema.getType(typeCondition.name.value);
    return isAbstractType(condition) && this.#operation.schema.isSubType(condition, type);
  }
}
