import {
  type ArgumentNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  valueFromASTUntyped,
} from "graphql";
import type { OperationVariables } from "../../operation/normalised-operation";
import type { CostWeights } from "./cost-weights";

export type Cost = (variables: OperationVariables) => number;

/** What the arguments given to a field cost: an input object 1, a leaf nothing, unless `@cost` says otherwise. */
export function argumentsCost(
  weights: CostWeights,
  objects: readonly string[],
  definition: GraphQLField<unknown, unknown>,
  given: readonly ArgumentNode[],
): Cost | null {
  const costs = given.flatMap(({ name, value }) => {
    const argument = definition.args.find((each) => each.name === name.value);
    if (argument === undefined || !mayCost(weights, objects, definition.name, argument)) return [];
    const weight = argumentWeight(weights, objects, definition.name, argument);
    return [(variables: OperationVariables) => valueCost(weights, valueFromASTUntyped(value, { ...variables }), argument.type, weight)];
  });
  if (costs.length === 0) return null;
  return (variables) => costs.reduce((sum, cost) => sum + cost(variables), 0);
}

function mayCost(weights: CostWeights, objects: readonly string[], field: string, argument: GraphQLArgument): boolean {
  return isInputObjectType(getNamedType(argument.type)) || argumentWeight(weights, objects, field, argument) !== 0;
}

function argumentWeight(weights: CostWeights, objects: readonly string[], field: string, { name, type }: GraphQLArgument): number {
  const stated = objects.flatMap((object) => weights.at(`${object}.${field}(${name}:)`) ?? []);
  return stated.length > 0 ? Math.max(...stated) : ofInputType(weights, type);
}

function ofInputType(weights: CostWeights, type: GraphQLInputType): number {
  const named = getNamedType(type);
  return weights.at(named.name) ?? (isInputObjectType(named) ? 1 : 0);
}

/** A list weighs what its items do; null and what was left out weigh nothing. */
function valueCost(weights: CostWeights, value: unknown, type: GraphQLInputType, weight: number): number {
  if (value === null || value === undefined) return 0;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const items = Array.isArray(value) ? value : [value];
    return items.reduce((sum: number, item: unknown) => sum + valueCost(weights, item, nullable.ofType, weight), 0);
  }
  if (!isInputObjectType(nullable) || typeof value !== "object") return weight;
  const fields = nullable.getFields();
  return Object.entries(value).reduce((sum, [name, each]) => {
    const field = fields[name];
    if (field === undefined) return sum;
    const own = weights.at(`${nullable.name}.${name}`) ?? ofInputType(weights, field.type);
    return sum + valueCost(weights, each, field.type, own);
  }, weight);
}
