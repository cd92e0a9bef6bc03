import {
  type DirectiveNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  type InlineFragmentNode,
  isCompositeType,
  isListType,
  isUnionType,
  Kind,
  type SelectionSetNode,
  valueFromASTUntyped,
} from "graphql";
import type { OperationVariables } from "../../operation/normalised-operation";
import type { CostField, CostFragment, CostSet } from "./cost-tree";
import type { CostWeights } from "./cost-weights";
import { type ExpectedSize, expectedSize } from "./expected-size";
import { argumentsCost } from "./input-cost";
import { setsTogether } from "./sets-together";

/** What costs are compiled by. */
export interface CostRules {
  readonly schema: GraphQLSchema;
  readonly weights: CostWeights;
  /** Items of a list of which nothing else is said. */
  readonly listSize: number;
  /** Whether a field without exactly one of its slicing arguments is refused, where `@listSize` requires one. */
  readonly strict: boolean;
}

/** Compiles what a selection of a normalised operation costs; each node of it is visited once, however many types there are. */
export function compileCost(rules: CostRules, type: GraphQLCompositeType, selectionSet: SelectionSetNode): CostSet {
  return new CostCompiler(rules).set(type, rules.weights.objectsOf(type), selectionSet);
}

class CostCompiler {
  readonly #rules: CostRules;

  constructor(rules: CostRules) {
    this.#rules = rules;
  }

  set(type: GraphQLCompositeType, objects: readonly string[], { selections }: SelectionSetNode): CostSet {
    const fields: CostField[] = [];
    const fragments: CostFragment[] = [];
    for (const node of selections) {
      if (node.kind === Kind.FIELD) fields.push(...this.#field(type, objects, node));
      else if (node.kind === Kind.INLINE_FRAGMENT) fragments.push(this.#fragment(type, objects, node));
      else throw new Error("a normalised operation holds a fragment's name");
    }
    return { fields, fragments, together: setsTogether(objects, fragments) };
  }

  #fragment(type: GraphQLCompositeType, objects: readonly string[], node: InlineFragmentNode): CostFragment {
    const condition = node.typeCondition === undefined ? type : this.#rules.schema.getType(node.typeCondition.name.value);
    if (!isCompositeType(condition)) throw new Error(`the public schema has no type ${node.typeCondition?.name.value} to select from`);
    const possible = new Set(this.#rules.weights.objectsOf(condition));
    const narrowed = objects.filter((object) => possible.has(object));
    return { asked: asked(node.directives), objects: new Set(narrowed), set: this.set(condition, narrowed, node.selectionSet) };
  }

  #field(type: GraphQLCompositeType, objects: readonly string[], node: FieldNode): readonly CostField[] {
    const name = node.name.value;
    if (name.startsWith("__")) return [];
    const definition = isUnionType(type) ? undefined : type.getFields()[name];
    if (definition === undefined) throw new Error(`the public schema has no field ${type.name}.${name} to weigh`);
    const { weights } = this.#rules;
    const given = getNamedType(definition.type);
    const holders = [type.name, ...objects];
    const own = holders.flatMap((holder) => weights.at(`${holder}.${name}`) ?? []);
    const sizes = weights.sizesOf(type, objects, name).flatMap((size) => size ?? []);
    return [
      {
        name,
        key: node.alias?.value ?? name,
        asked: asked(node.directives),
        weight: Math.max(0, ...own, ...(own.length < holders.length ? [weights.ofType(given)] : [])),
        weighed: (holder, value) => weighed(weights, `${holder ?? type.name}.${name}`, value ?? given.name, isCompositeType(given)),
        lists: listsIn(definition.type),
        size: this.#size(type, objects, definition, node),
        sizedFields: new Set(sizes.flatMap(({ sizedFields }) => sizedFields)),
        inputs: argumentsCost(weights, holders, definition, node.arguments ?? []),
        below: this.#below(given, node.selectionSet),
      },
    ];
  }

  #below(type: ReturnType<typeof getNamedType>, selectionSet: SelectionSetNode | undefined): CostSet | null {
    if (selectionSet === undefined || !isCompositeType(type)) return null;
    return this.set(type, this.#rules.weights.objectsOf(type), selectionSet);
  }

  /** Of several object types the longest list; one that says nothing has the usual size. */
  #size(
    type: GraphQLCompositeType,
    objects: readonly string[],
    definition: GraphQLField<unknown, unknown>,
    node: FieldNode,
  ): ExpectedSize | null {
    const { weights, listSize, strict } = this.#rules;
    const stated = weights.sizesOf(type, objects, definition.name);
    const coordinate = `${type.name}.${definition.name}`;
    const sizes = stated.flatMap((size) => (size === null ? [] : [expectedSize(size, coordinate, definition, node, strict)]));
    if (sizes.length === 0) return null;
    const floor = sizes.length < stated.length ? listSize : null;
    return (variables) => most([floor, ...sizes.map((size) => size(variables))]);
  }
}

function most(sizes: readonly (number | null)[]): number | null {
  const stated = sizes.filter((size) => size !== null);
  return stated.length === 0 ? null : Math.max(...stated);
}

function weighed(weights: CostWeights, coordinate: string, type: string, composite: boolean): number {
  return Math.max(0, weights.at(coordinate) ?? weights.at(type) ?? (composite ? 1 : 0));
}

function listsIn(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? 1 + listsIn(nullable.ofType) : 0;
}

const ALWAYS = (): boolean => true;

function asked(directives: readonly DirectiveNode[] = []): (variables: OperationVariables) => boolean {
  const conditions = directives.flatMap(({ name, arguments: given = [] }) => {
    const [condition] = given;
    if (condition === undefined || (name.value !== "include" && name.value !== "skip")) return [];
    return [{ negated: name.value === "skip", value: condition.value }];
  });
  if (conditions.length === 0) return ALWAYS;
  return (variables) => conditions.every(({ negated, value }) => (valueFromASTUntyped(value, { ...variables }) === true) !== negated);
}
