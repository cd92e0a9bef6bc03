import { TYPE_UNSTATED, typeBit } from "../columns/activity-row";
import type { MatchPoint } from "../columns/match-point";
import { typeMasks } from "../columns/type-masks";
import type { BaseGrid } from "./base-grid";

/** A grid's types that a row counts for stand in the low bits, those that it may count for above them. */
export const MAYBE = 16;
export const COUNTED = (1 << MAYBE) - 1;

/** Positions of a grid's types that a row counts for, or may count for, as bits. */
export type TypesOfRow = (row: number) => number;

/**
 * What rows count for: "any type" counts for every row. Where nobody states the type of one of its actors, it may count
 * for any other type as well.
 */
export function typesOfRow(types: BaseGrid["types"], { columns, view }: MatchPoint): TypesOfRow {
  const any = types.reduce((mask, type, position) => (type === null ? mask | (1 << position) : mask), 0);
  if (types.every((type) => type === null)) return () => any;
  const bits = types.map((type) => (type === null ? 0 : typeBit(type)));
  // Few masks exist: what each comes to is worked out once.
  const positionsOf = Int32Array.from({ length: TYPE_UNSTATED * 2 }, (_, mask) => {
    const maybe = (mask & TYPE_UNSTATED) === 0 ? 0 : 1 << MAYBE;
    return bits.reduce((positions, bit, position) => positions | (((mask & bit) !== 0 ? 1 : bit === 0 ? 0 : maybe) << position), any);
  });
  const maskOf = typeMasks(columns, view.organizations);
  return (row) => positionsOf[maskOf(row)] ?? 0;
}
