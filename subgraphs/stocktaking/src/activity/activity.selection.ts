import type { ActivityColumns } from "../columns/activity-columns";
import type { ActivityOrderFieldName, OrderDirectionName } from "./activity.order";

/** A row's place in an order: its value, null where it has none, and the sequence that tells equal ones apart. */
export type RowPlace = readonly [value: string | number | null, sequence: number];

/** An order of rows: total, because no two rows share a sequence, so that a cursor is a place and not a count. */
export interface RowOrder {
  placeOf(row: number): RowPlace;
  /** Negative where the first comes first. */
  compare(one: RowPlace, other: RowPlace): number;
}

/** The order that a list asks for; rows without a value come last in both directions, equal ones by the later version. */
export function rowOrder(columns: ActivityColumns, field: ActivityOrderFieldName, direction: OrderDirectionName): RowOrder {
  const sign = direction === "ASCENDING" ? 1 : -1;
  const read = valuesOf(columns, field);
  return {
    placeOf: (row) => [read(row), columns.sequence(row)],
    compare: ([one, oneSequence], [other, otherSequence]) => {
      if (one === other) return otherSequence - oneSequence;
      if (one === null) return 1;
      if (other === null) return -1;
      return one < other ? -sign : sign;
    },
  };
}

function valuesOf(columns: ActivityColumns, field: ActivityOrderFieldName): (row: number) => string | number | null {
  if (field === "START") return (row) => columns.startDay(row);
  if (field === "END") return (row) => columns.endDay(row);
  if (field === "ID") return (row) => columns.subject(row);
  return (row) => columns.sequence(row);
}

/**
 * The first `count` rows after a place, in order. One pass that keeps the best rows seen in a heap: what a page costs
 * depends on how many rows match, not on how far in the list it stands.
 */
export function rowsAfter(rows: Uint32Array, order: RowOrder, after: RowPlace | null, count: number): number[] {
  const kept = new WorstFirst(order, count);
  for (const row of rows) {
    const place = order.placeOf(row);
    if (after === null || order.compare(place, after) > 0) kept.offer(row, place);
  }
  return kept.inOrder();
}

interface Placed {
  readonly row: number;
  readonly place: RowPlace;
}

/** A heap of at most `count` rows whose root is the one that the next better row drives out. */
class WorstFirst {
  readonly #order: RowOrder;
  readonly #count: number;
  readonly #heap: Placed[] = [];

  constructor(order: RowOrder, count: number) {
    this.#order = order;
    this.#count = count;
  }

  offer(row: number, place: RowPlace): void {
    const [root] = this.#heap;
    if (this.#heap.length < this.#count) this.#rise({ row, place });
    else if (root !== undefined && this.#order.compare(place, root.place) < 0) this.#sink({ row, place });
  }

  inOrder(): number[] {
    return this.#heap.toSorted((one, other) => this.#order.compare(one.place, other.place)).map(({ row }) => row);
  }

  #rise(placed: Placed): void {
    let at = this.#heap.length;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      const above = this.#heap[parent];
      if (above === undefined || this.#order.compare(above.place, placed.place) >= 0) break;
      this.#heap[at] = above;
      at = parent;
    }
    this.#heap[at] = placed;
  }

  #sink(placed: Placed): void {
    let at = 0;
    for (;;) {
      const worse = this.#worseChild(at);
      const below = this.#heap[worse];
      if (below === undefined || this.#order.compare(below.place, placed.place) <= 0) break;
      this.#heap[at] = below;
      at = worse;
    }
    this.#heap[at] = placed;
  }

  #worseChild(at: number): number {
    const left = this.#heap[2 * at + 1];
    const right = this.#heap[2 * at + 2];
    const rightIsWorse = left !== undefined && right !== undefined && this.#order.compare(right.place, left.place) > 0;
    return 2 * at + (rightIsWorse ? 2 : 1);
  }
}
