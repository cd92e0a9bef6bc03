import type { RowTest } from "./match-point";

/** Keeps rows that stand in a list; both are ascending, and the rows come in ascending steps. */
export function rowsAmong(listed: Int32Array): RowTest {
  let next = 0;
  return (rows, count) => {
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const row = rows[at] ?? 0;
      while (next < listed.length && (listed[next] ?? 0) < row) next += 1;
      if (listed[next] === row) rows[kept++] = row;
    }
    return kept;
  };
}
