import type { ActivityColumns } from "../columns/activity-columns";
import type { Clusters } from "../columns/clusters";
import type { ClusterCounts } from "../columns/once-per-cluster";
import { DistinctPairs } from "./distinct-pairs";
import type { Sightings } from "./sightings";

/**
 * What evidence a base cell has, as bits: the weaknesses of its weak evidence, whether any is strong or suggested, and
 * whether any would count were it of the cell's type, which nobody states.
 */
export const MARK = { PLANNED: 1, COARSE: 2, DIFFUSE: 4, STALE: 8, strong: 16, suggested: 32, untyped: 64 } as const;
export const WEAKNESS_BITS = 15;

/** What a shown cell counts, side by side in one array; behind each count the last row that it counted, plus one. */
const COUNT = { strong: 0, weak: 1, suggested: 2, leads: 3 } as const;
const COUNTS = 4;
const OF_CELL = COUNTS * 2;
/** By mark what it is counted as. */
const COUNT_OF_MARK = Uint8Array.from({ length: MARK.suggested + 1 }, (_, mark) =>
  mark === MARK.strong ? COUNT.strong : mark === MARK.suggested ? COUNT.suggested : COUNT.weak,
);

/** What takes records of one activity together; asked once for each row. */
class Repeats {
  readonly #subjects: Int32Array;
  readonly #duplicates: ActivityColumns["duplicates"];
  readonly #clusters: Clusters;
  readonly #confirmed: Uint32Array;
  readonly #proposed: Uint32Array;
  readonly #confirmedSeen: DistinctPairs;
  readonly #proposedSeen: DistinctPairs;
  /** Of the row asked about last. */
  #cluster = -1;
  #perhaps = -1;

  constructor(cells: number, columns: ActivityColumns, clusters: Clusters) {
    this.#subjects = columns.subjects.array;
    this.#duplicates = columns.duplicates;
    this.#clusters = clusters;
    this.#confirmed = new Uint32Array(cells);
    this.#proposed = new Uint32Array(cells);
    this.#confirmedSeen = new DistinctPairs(cells, clusters.size("confirmed"));
    this.#proposedSeen = new DistinctPairs(cells, clusters.size("proposed"));
  }

  /** Whether a row stands alone; every confirmed link is one of the proposed cluster's too. */
  isAlone(row: number): boolean {
    const subject = this.#subjects[row] ?? 0;
    if (!this.#duplicates.hasAny(subject)) return true;
    this.#cluster = this.#clusters.confirmed(subject);
    this.#perhaps = this.#clusters.proposed(subject);
    return this.#perhaps === -1;
  }

  /** A row in a cluster that is new to a cell: a repeat where another record of its activity was counted there. */
  add(cell: number): void {
    if (this.#proposedSeen.add(cell, this.#perhaps) === 0) this.#proposed[cell] = (this.#proposed[cell] ?? 0) + 1;
    if (this.#cluster === -1) return;
    if (this.#confirmedSeen.add(cell, this.#cluster) === 0) this.#confirmed[cell] = (this.#confirmed[cell] ?? 0) + 1;
  }

  confirmed(cell: number): number {
    return this.#confirmed[cell] ?? 0;
  }

  proposed(cell: number): number {
    return this.#proposed[cell] ?? 0;
  }
}

export interface Duplicates {
  readonly columns: ActivityColumns;
  readonly clusters: Clusters;
}

/** Distinct activities and leads of every shown cell: a row that comes again, through another base cell, isn't counted again. */
export class CellCounters {
  /** Rows come in order, so that one before the last counted can't come back. */
  readonly #counts: Int32Array;
  readonly #pairs: DistinctPairs;
  /** Null where no activity is linked to another: then nothing is asked of any row. */
  readonly #repeats: Repeats | null;

  constructor(cells: number, organizations: number, duplicates: Duplicates | null = null) {
    this.#counts = new Int32Array(cells * OF_CELL);
    this.#pairs = new DistinctPairs(cells, organizations);
    const linked = duplicates !== null && duplicates.clusters.size("proposed") > 0;
    this.#repeats = linked ? new Repeats(cells, duplicates.columns, duplicates.clusters) : null;
  }

  /** Counts each row once for each cell that it was seen in, as what it is evidence there. */
  take({ rows, leads, ends, seen, cells, marks }: Sightings): void {
    const counts = this.#counts;
    const pairs = this.#pairs;
    let at = 0;
    for (let sight = 0; sight < seen; sight += 1) {
      const row = rows[sight] ?? 0;
      const lead = leads[sight] ?? 0;
      const end = ends[sight] ?? 0;
      const repeats = this.#repeats === null || this.#repeats.isAlone(row) ? null : this.#repeats;
      for (; at < end; at += 1) {
        const cell = cells[at] ?? 0;
        const counted = COUNT_OF_MARK[marks[at] ?? 0] ?? COUNT.weak;
        const place = cell * OF_CELL + counted;
        if (counts[place + COUNTS] === row + 1) continue;
        counts[place + COUNTS] = row + 1;
        counts[place] = (counts[place] ?? 0) + 1;
        if (counted !== COUNT.strong) continue;
        counts[place + COUNT.leads] = (counts[place + COUNT.leads] ?? 0) + pairs.add(cell, lead);
        if (repeats !== null) repeats.add(cell);
      }
    }
  }

  /** Whether no further row can change what is told: the pass may end. */
  get isDone(): boolean {
    return false;
  }

  /** Records that are strong evidence. */
  activities(cell: number): number {
    return this.#of(cell, COUNT.strong);
  }

  /** The same with records of one activity counted once: not at all, where that is confirmed, and where it is proposed too. */
  activityCounts(cell: number): ClusterCounts {
    const none = this.activities(cell);
    return { none, confirmed: none - (this.#repeats?.confirmed(cell) ?? 0), proposed: none - (this.#repeats?.proposed(cell) ?? 0) };
  }

  weak(cell: number): number {
    return this.#of(cell, COUNT.weak);
  }

  leads(cell: number): number {
    return this.#of(cell, COUNT.leads);
  }

  suggested(cell: number): number {
    return this.#of(cell, COUNT.suggested);
  }

  #of(cell: number, count: number): number {
    return this.#counts[cell * OF_CELL + count] ?? 0;
  }
}
