import type { ActivityColumns } from "../columns/activity-columns";
import type { Clusters } from "../columns/clusters";
import { CellCounters, MARK } from "./cell-counters";
import { eachSighting, type Sightings } from "./sightings";

/** A lead of activities that are strong evidence for a cell. */
export interface LeadOfCell {
  /** Its number among the organizations of the columns. */
  readonly lead: number;
  readonly activities: number;
}

/**
 * Who leads the strong evidence of some cells, gathered in a tally's one pass. Records confirmed to be of one activity
 * count as the one that came in first: two reports of one project are no two leads.
 */
export class LeadsOfCells extends CellCounters {
  readonly #columns: ActivityColumns;
  readonly #clusters: Clusters;
  readonly #lists: ReadonlyMap<number, Map<number, number>>;

  constructor(cells: readonly number[], columns: ActivityColumns, clusters: Clusters) {
    super(0, 0);
    this.#columns = columns;
    this.#clusters = clusters;
    this.#lists = new Map(cells.map((cell) => [cell, new Map()]));
  }

  override take(sightings: Sightings): void {
    eachSighting(sightings, (cell, row, mark) => this.#add(cell, row, mark));
  }

  #add(cell: number, row: number, mark: number): void {
    const list = mark === MARK.strong ? this.#lists.get(cell) : undefined;
    if (list === undefined) return;
    const subject = this.#columns.subjects.at(row);
    const cluster = this.#clusters.confirmed(subject);
    // Clusters stand apart from subjects: below 0, so that neither takes the other's number.
    const key = cluster === -1 ? subject : -1 - cluster;
    const known = list.get(key);
    if (known === undefined || this.#arrival(row) < this.#arrival(known)) list.set(key, row);
  }

  /** Once the pass is over: a cell's leads, those of most activities first. */
  of(cell: number): LeadOfCell[] {
    const counts = new Map<number, number>();
    for (const row of this.#lists.get(cell)?.values() ?? []) {
      const lead = this.#columns.leads.at(row);
      counts.set(lead, (counts.get(lead) ?? 0) + 1);
    }
    return Array.from(counts, ([lead, activities]) => ({ lead, activities })).sort(
      (one, other) => other.activities - one.activities || one.lead - other.lead,
    );
  }

  #arrival(row: number): number {
    return this.#columns.rowsOf.first(this.#columns.subjects.at(row));
  }
}
