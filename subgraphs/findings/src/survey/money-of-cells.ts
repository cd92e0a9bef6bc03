import type { ActivityColumns } from "@actionline/stocktaking/columns/activity-columns";
import { CellCounters, MARK } from "@actionline/stocktaking/coverage/cell-counters";
import { eachSighting, type Sightings } from "@actionline/stocktaking/coverage/sightings";

/**
 * Whether what covers some cells has a budget or spending, gathered in a tally's one pass. Of a cell without any it keeps
 * no more activities than a finding names, however many there are: those that the hub has known longest.
 */
export class MoneyOfCells extends CellCounters {
  readonly #columns: ActivityColumns;
  readonly #sequence: number;
  readonly #most: number;
  /** By cell: numbers of the activities without money so far; null once one has some. */
  readonly #without: Map<number, number[] | null>;

  /** @param most how many activities of a cell are named */
  constructor(cells: readonly number[], columns: ActivityColumns, sequence: number, most: number) {
    super(0, 0);
    this.#columns = columns;
    this.#sequence = sequence;
    this.#most = most;
    this.#without = new Map(cells.map((cell) => [cell, []]));
  }

  override take(sightings: Sightings): void {
    eachSighting(sightings, (cell, row, mark) => this.#add(cell, row, mark));
  }

  /** Once the pass is over: the activities that cover a cell, some of them where there are many; null where one has an amount. */
  without(cell: number): string[] | null {
    const subjects = this.#without.get(cell) ?? null;
    return subjects === null ? null : this.#least(subjects).map((subject) => this.#columns.subjectNames.text(subject));
  }

  #add(cell: number, row: number, mark: number): void {
    const known = mark === MARK.strong ? this.#without.get(cell) : null;
    if (known === undefined || known === null) return;
    const subject = this.#columns.subjects.at(row);
    if (this.#columns.budgets.has(subject, this.#sequence, false)) this.#without.set(cell, null);
    else if (known.at(-1) !== subject) this.#keep(known, subject);
  }

  #keep(known: number[], subject: number): void {
    known.push(subject);
    if (known.length >= 2 * this.#most) known.splice(0, known.length, ...this.#least(known));
  }

  #least(subjects: readonly number[]): number[] {
    return [...new Set(subjects)].sort((one, other) => one - other).slice(0, this.#most);
  }
}
