import { remembered } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";
import { type Effort, effortOn } from "./effort";

interface Placed {
  /** None means everywhere. */
  readonly places?: readonly string[] | null | undefined;
}

/** What it costs to take in a place that a record names, and to look at a record. */
const UNITS = { name: 8, looked: 2 } as const;

/** Records by the places that they name: those that meet a place are found without reading the places of any. */
export class PlacedRecords<T extends Placed> {
  readonly #records: readonly T[];
  readonly #view: ReferenceView;
  readonly #effort: Effort;
  readonly #everywhere: number[] = [];
  readonly #naming = new Map<string, number[]>();
  /** By place those that name a place in it. */
  readonly #within = new Map<string, number[]>();
  /** The years of a cell are asked one after the other: of its place the same is found. */
  #last: { readonly place: string; readonly found: readonly T[] } | null = null;
  /** Names kept. */
  readonly size: number;

  constructor(records: readonly T[], view: ReferenceView) {
    this.#records = records;
    this.#view = view;
    this.#effort = effortOn(view);
    this.size = records.reduce((sum, { places }, number) => sum + this.#enter(number, places), 0);
    this.#effort.spend((this.size + records.length) * UNITS.name);
  }

  /** Those that name the place, one around it or one in it, or none at all, in their order. */
  meeting(place: string): readonly T[] {
    if (this.#last?.place === place) return this.#last.found;
    const found = this.#find(place);
    this.#effort.spend(this.#records.length * UNITS.looked);
    this.#last = { place, found };
    return found;
  }

  #find(place: string): readonly T[] {
    if (this.#everywhere.length === this.#records.length) return this.#records;
    const meets = new Uint8Array(this.#records.length);
    mark(meets, this.#everywhere);
    mark(meets, this.#naming.get(place));
    mark(meets, this.#within.get(place));
    for (const whole of this.#view.places.get(place)?.within ?? []) mark(meets, this.#naming.get(whole));
    return this.#records.filter((_, number) => meets[number] === 1);
  }

  #enter(number: number, places: Placed["places"]): number {
    if (places == null) {
      this.#everywhere.push(number);
      return 1;
    }
    const wider = new Set(places.flatMap((place) => this.#view.places.get(place)?.within ?? []));
    for (const place of places) add(this.#naming, place, number);
    for (const place of wider) add(this.#within, place, number);
    return places.length + wider.size;
  }
}

function mark(marks: Uint8Array, numbers: readonly number[] | undefined): void {
  if (numbers !== undefined) for (const number of numbers) marks[number] = 1;
}

function add(lists: Map<string, number[]>, key: string, number: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [number]);
  else list.push(number);
}

/** Names that the records of one view keep at most: beyond, all are placed anew as they are asked for. */
const MOST_KEPT = 500_000;

/** Groups of a view's records by places, each placed when it is first asked for; remembered as long as somebody holds the view. */
export function placedBy<T extends Placed>(groupsOf: (view: ReferenceView) => ReadonlyMap<string, readonly T[]>) {
  const placedOf = remembered((_: ReferenceView) => ({ byKey: new Map<string, PlacedRecords<T>>(), size: 0 }));
  return (view: ReferenceView, key: string): PlacedRecords<T> => {
    const placed = placedOf(view);
    const known = placed.byKey.get(key);
    if (known !== undefined) return known;
    const made = new PlacedRecords(groupsOf(view).get(key) ?? [], view);
    if (placed.size > MOST_KEPT) {
      placed.byKey.clear();
      placed.size = 0;
    }
    placed.byKey.set(key, made);
    placed.size += made.size + 1;
    return made;
  };
}
