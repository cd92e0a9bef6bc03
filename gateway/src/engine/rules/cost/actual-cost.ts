import type { TreeObject, TreeValue } from "../../answer/tree";
import type { OperationVariables } from "../../operation/normalised-operation";
import type { CostField, CostSet } from "./cost-tree";

/** What an answer came to, by what each object and leaf of it weighs. */
export function actualCost(set: CostSet, object: TreeObject, type: string | null, variables: OperationVariables): number {
  let cost = 0;
  for (const field of set.fields) {
    if (!field.asked(variables)) continue;
    cost += (field.inputs?.(variables) ?? 0) + valueCost(field, object[field.key], type, variables);
  }
  for (const { asked, objects, set: below } of set.fragments) {
    if (asked(variables) && (type === null || objects.has(type))) cost += actualCost(below, object, type, variables);
  }
  return cost;
}

function valueCost(field: CostField, value: TreeValue | undefined, holder: string | null, variables: OperationVariables): number {
  if (value === null || value === undefined) return 0;
  if (isList(value)) return value.reduce((sum: number, item) => sum + valueCost(field, item, holder, variables), 0);
  if (field.below === null || typeof value !== "object") return field.weighed(holder, null);
  const type = typenameOf(value);
  return field.weighed(holder, type) + actualCost(field.below, value, type, variables);
}

function isList(value: TreeValue): value is readonly TreeValue[] {
  return Array.isArray(value);
}

function typenameOf({ __typename }: TreeObject): string | null {
  return typeof __typename === "string" ? __typename : null;
}
