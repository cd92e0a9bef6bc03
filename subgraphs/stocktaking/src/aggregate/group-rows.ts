import type { ActivityDimensionName } from "./activity-dimension";
import type { DimensionValues } from "./dimension-values";

/** Rows that share one value in each dimension. */
export interface RowGroup {
  readonly values: readonly string[];
  readonly rows: number[];
}

export interface GroupedRows {
  readonly groups: readonly RowGroup[];
  /** Rows without a value in at least one dimension. */
  readonly missing: readonly number[];
  /** Whether some row is in several groups. */
  readonly overlapping: boolean;
}

/** Puts each row into the group of every combination of its values; one pass over the rows. */
export function groupRows(rows: Uint32Array, dimensions: readonly ActivityDimensionName[], read: DimensionValues): GroupedRows {
  const groups = new Map<string, RowGroup>();
  const missing: number[] = [];
  let overlapping = false;
  for (const row of rows) {
    const combinations = combine(dimensions.map((dimension) => read.of(dimension, row)));
    if (combinations.length === 0) missing.push(row);
    if (combinations.length > 1) overlapping = true;
    for (const values of combinations) groupOf(groups, values).rows.push(row);
  }
  return { groups: [...groups.values()], missing, overlapping };
}

/** A group's key as one text. No value holds the separator: it is a control character, which the contract refuses. */
export const keyOf = ({ values }: Pick<RowGroup, "values">): string => values.join("\u001f");

function groupOf(groups: Map<string, RowGroup>, values: readonly string[]): RowGroup {
  const key = keyOf({ values });
  const known = groups.get(key);
  if (known !== undefined) return known;
  const group = { values, rows: [] };
  groups.set(key, group);
  return group;
}

/** One value of each list, in every way; none where a list is empty. */
function combine(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((partial, values) => partial.flatMap((head) => values.map((value) => [...head, value])), [[]]);
}
