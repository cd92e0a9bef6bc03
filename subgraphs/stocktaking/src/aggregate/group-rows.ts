import { apportion } from "@actionline/kit/apportion";
import { hubError } from "@actionline/kit/hub-error";
import type { ActivityDimensionName } from "./activity-dimension";
import type { DimensionValues } from "./dimension-values";

/** Rows that share one value in each dimension. */
export interface RowGroup {
  /** Its values in the order of the dimensions, as one text. */
  readonly key: string;
  readonly rows: number[];
  /** The group's part of its rows, in millionths: a row in several groups is split among them. */
  share: number;
}

export interface GroupedRows {
  readonly groups: readonly RowGroup[];
  /** Rows without a value in at least one dimension. */
  readonly missing: readonly number[];
  /** Whether some row is in several groups. */
  readonly overlapping: boolean;
}

/** One row in the unit that shares are told in. */
export const MILLIONTHS = 1_000_000;
const WHOLE = [MILLIONTHS];

/** What each value list of a row costs, and each value of a combination, against one look at a row. */
const UNITS = { dimension: 80, combination: 60 } as const;
/** More groups than anybody pages through, and as many as are put in order within a tenth of a second. */
export const MOST_GROUPS = 100_000;

/**
 * Puts each row into the group of every combination of its values; one pass over the rows, in steps that tell what they
 * cost.
 */
export function* groupRows(
  rows: Uint32Array,
  dimensions: readonly ActivityDimensionName[],
  read: DimensionValues,
): Generator<number, GroupedRows, void> {
  const groups = new Map<string, RowGroup>();
  const missing: number[] = [];
  let overlapping = false;
  for (const row of rows) {
    const lists = dimensions.map((dimension) => read.of(dimension, row));
    const combinations = lists.reduce((product, values) => product * values.length, 1);
    if (combinations > MOST_GROUPS) throw tooMany();
    yield dimensions.length * UNITS.dimension + combinations * dimensions.length * UNITS.combination;
    if (combinations === 0) missing.push(row);
    if (combinations > 1) overlapping = true;
    const keys = combine(lists);
    const shares = keys.length === 1 ? WHOLE : apportion(MILLIONTHS, Array<number>(keys.length).fill(1));
    keys.forEach((key, at) => {
      const group = groupOf(groups, key);
      group.rows.push(row);
      group.share += shares[at] ?? 0;
    });
    if (groups.size > MOST_GROUPS) throw tooMany();
  }
  return { groups: [...groups.values()], missing, overlapping };
}

/** Keys of groups join their values with it. No value holds it: it is a control character, which the contract refuses. */
const SEPARATOR = "\u001f";

/** A group's values, in the order of the dimensions. */
export const valuesOf = ({ key }: Pick<RowGroup, "key">): string[] => key.split(SEPARATOR);

function groupOf(groups: Map<string, RowGroup>, key: string): RowGroup {
  const known = groups.get(key);
  if (known !== undefined) return known;
  const group: RowGroup = { key, rows: [], share: 0 };
  groups.set(key, group);
  return group;
}

function tooMany(): Error {
  return hubError(
    "QUERY_TOO_COSTLY",
    `These would be more than ${MOST_GROUPS} groups. Group by fewer dimensions, or filter by one of them.`,
    { most: MOST_GROUPS },
  );
}

/** The keys of one value of each list, in every way; none where a list is empty. */
function combine([first = [], ...others]: readonly (readonly string[])[]): readonly string[] {
  return others.reduce((keys, values) => keys.flatMap((key) => values.map((value) => `${key}${SEPARATOR}${value}`)), first);
}
