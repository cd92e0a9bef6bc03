import type { OperationVariables } from "../../operation/normalised-operation";
import type { ExpectedSize } from "./expected-size";
import type { Cost } from "./input-cost";

/** What a selection costs, made once an operation. */
export interface CostSet {
  readonly fields: readonly CostField[];
  readonly fragments: readonly CostFragment[];
  /** Fragments, by number, that may apply to one object together: one of these sets does. */
  readonly together: readonly (readonly number[])[];
}

export interface CostField {
  /** The internal response name. */
  readonly key: string;
  readonly asked: (variables: OperationVariables) => boolean;
  /** At most, whichever object type answers. */
  readonly weight: number;
  /** What it was, once it is known which object types the holder and the value are; null where that isn't told. */
  readonly weighed: (holder: string | null, value: string | null) => number;
  /** How deep lists are nested; 0 where it is none. */
  readonly lists: number;
  /** Of the outermost list; what holds this field may know better. */
  readonly size: ExpectedSize | null;
  /** Fields below whose lists have this field's size. */
  readonly sizedFields: ReadonlySet<string>;
  readonly name: string;
  readonly inputs: Cost | null;
  readonly below: CostSet | null;
}

export interface CostFragment {
  readonly asked: (variables: OperationVariables) => boolean;
  readonly objects: ReadonlySet<string>;
  readonly set: CostSet;
}

/** A size that a field hands down to some of the fields below. */
interface HandedDown {
  readonly size: number;
  readonly fields: ReadonlySet<string>;
}

/** What the operation costs at most where lists are as long as expected. */
export function estimate(set: CostSet, variables: OperationVariables, listSize: number, handed: HandedDown | null = null): number {
  let cost = 0;
  for (const field of set.fields) if (field.asked(variables)) cost += estimateField(field, variables, listSize, handed);
  if (set.fragments.length === 0) return cost;
  const costs = set.fragments.map(({ asked, set: each }) => (asked(variables) ? estimate(each, variables, listSize, handed) : 0));
  return cost + Math.max(0, ...set.together.map((numbers) => numbers.reduce((sum, number) => sum + (costs[number] ?? 0), 0)));
}

function estimateField(field: CostField, variables: OperationVariables, listSize: number, handed: HandedDown | null): number {
  const size = field.size?.(variables) ?? null;
  const down = size === null || field.sizedFields.size === 0 ? null : { size, fields: field.sizedFields };
  const each = field.weight + (field.below === null ? 0 : estimate(field.below, variables, listSize, down));
  return timesOf(field, size, listSize, handed) * each + (field.inputs?.(variables) ?? 0);
}

function timesOf({ lists, name }: CostField, size: number | null, listSize: number, handed: HandedDown | null): number {
  if (lists === 0) return 1;
  const outer = handed?.fields.has(name) ? handed.size : (size ?? listSize);
  return outer * listSize ** (lists - 1);
}
