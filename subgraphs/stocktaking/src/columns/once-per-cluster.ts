import type { ActivityColumns } from "./activity-columns";
import type { ClusterKind, Clusters } from "./clusters";

/** Which records of one and the same activity count once. */
export type DedupeName = "NONE" | "CONFIRMED" | "PROPOSED";

/** How many activities some rows are, counted in each of the three ways. */
export interface ClusterCounts {
  readonly none: number;
  readonly confirmed: number;
  readonly proposed: number;
}

/** Over which links rows are taken together; null for not at all. */
export const clusterKindOf = (dedupe: DedupeName): ClusterKind | null =>
  dedupe === "NONE" ? null : dedupe === "CONFIRMED" ? "confirmed" : "proposed";

/** Counts lists of distinct rows, one after the other: what a list costs is its own length. */
export class ClusterCounter {
  readonly #columns: ActivityColumns;
  readonly #clusters: Clusters;
  /** By cluster: the list that counted it last. */
  readonly #confirmed: Uint32Array;
  readonly #proposed: Uint32Array;
  #list = 0;

  constructor(columns: ActivityColumns, clusters: Clusters) {
    this.#columns = columns;
    this.#clusters = clusters;
    this.#confirmed = new Uint32Array(clusters.size("confirmed"));
    this.#proposed = new Uint32Array(clusters.size("proposed"));
  }

  count(rows: ArrayLike<number>): ClusterCounts {
    this.#list += 1;
    const { duplicates, subjects } = this.#columns;
    let again = 0;
    let perhapsAgain = 0;
    for (let at = 0; at < rows.length; at += 1) {
      const subject = subjects.array[rows[at] ?? 0] ?? 0;
      if (!duplicates.hasAny(subject)) continue;
      again += this.#seen(this.#confirmed, this.#clusters.confirmed(subject));
      perhapsAgain += this.#seen(this.#proposed, this.#clusters.proposed(subject));
    }
    return { none: rows.length, confirmed: rows.length - again, proposed: rows.length - perhapsAgain };
  }

  /** 1 where the list has counted the cluster already. */
  #seen(by: Uint32Array, cluster: number): 0 | 1 {
    if (cluster === -1) return 0;
    if (by[cluster] === this.#list) return 1;
    by[cluster] = this.#list;
    return 0;
  }
}

/** Rows, one for each cluster among them: the record whose first version came first. Others stay as they are, in order. */
export function oncePerCluster(rows: Uint32Array, columns: ActivityColumns, clusters: Clusters, kind: ClusterKind): Uint32Array {
  const { duplicates, subjects, rowsOf } = columns;
  const clusterOf = (row: number): number => {
    const subject = subjects.array[row] ?? 0;
    return duplicates.hasAny(subject) ? clusters[kind](subject) : -1;
  };
  const firstOf = (row: number): number => rowsOf.first(subjects.at(row));
  const kept = new Map<number, number>();
  for (const row of rows) {
    const cluster = clusterOf(row);
    if (cluster === -1) continue;
    const known = kept.get(cluster);
    if (known === undefined || firstOf(row) < firstOf(known)) kept.set(cluster, row);
  }
  if (kept.size === 0) return rows;
  return rows.filter((row) => {
    const cluster = clusterOf(row);
    return cluster === -1 || kept.get(cluster) === row;
  });
}
