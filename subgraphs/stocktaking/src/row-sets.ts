/** Rows in both; each ascending. */
export function rowsInBoth(one: Uint32Array, other: Uint32Array): Uint32Array {
  const both = new Set(one.length < other.length ? one : other);
  return (one.length < other.length ? other : one).filter((row) => both.has(row));
}

/** Rows of the first that aren't in the second; each ascending. */
export function rowsWithout(one: Uint32Array, other: Uint32Array): Uint32Array {
  if (other.length === 0) return one;
  const taken = new Set(other);
  return one.filter((row) => !taken.has(row));
}

export const NO_ROWS = new Uint32Array(0);
