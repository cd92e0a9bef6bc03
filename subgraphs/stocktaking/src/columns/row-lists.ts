import { GrowingColumn } from "./growing-column";

const NO_ROWS = new Int32Array(0);
/** A row found by a list costs as much as so many rows that a scan passes by. */
const COST_OF_LISTED = 4;

/** By number of a dictionary the rows that carry it, ascending: narrow questions look at these alone. */
export class RowLists {
  readonly #lists: GrowingColumn<Int32Array>[] = [];

  get bytes(): number {
    return this.#lists.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Adds the newest row to the list of each number, which it carries once. */
  push(row: number, numbers: Iterable<number>): void {
    for (const number of numbers) {
      while (this.#lists.length <= number) this.#lists.push(new GrowingColumn(Int32Array));
      this.#lists[number]?.push(row);
    }
  }

  list(number: number): Int32Array {
    const rows = this.#lists[number];
    return rows === undefined ? NO_ROWS : rows.array.subarray(0, rows.length);
  }
}

/** Whether looking at all rows costs no more than going by the lists. */
export const areTooMany = (lists: readonly Int32Array[], rows: number): boolean =>
  lists.reduce((sum, list) => sum + list.length, 0) * COST_OF_LISTED > rows;

/** The rows of several lists, ascending and each once; null where looking at all rows costs no more. */
export function unionOfRows(lists: readonly Int32Array[], rows: number): Int32Array | null {
  if (areTooMany(lists, rows)) return null;
  const bits = new Int32Array((rows >>> 5) + 1);
  for (const list of lists) for (const row of list) bits[row >>> 5] = (bits[row >>> 5] ?? 0) | (1 << (row & 31));
  const union = new Int32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let count = 0;
  for (let word = 0; word < bits.length; word += 1) {
    for (let left = bits[word] ?? 0; left !== 0; left &= left - 1) union[count++] = word * 32 + 31 - Math.clz32(left & -left);
  }
  return union.subarray(0, count);
}
