import type { GrowingColumn } from "./growing-column";

/** How many of ascending numbers are no greater than a bound; of a column, which has room behind its values, its length is given. */
export function countUpTo(numbers: ArrayLike<number>, bound: number, length = numbers.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Place of a value in a column that ascends without repeats, or -1. */
export function findAscending({ array, length }: GrowingColumn<Uint32Array>, value: number): number {
  const place = countUpTo(array, value, length) - 1;
  return place !== -1 && array[place] === value ? place : -1;
}
