import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import type { Cell, Footprint, Grid } from "../watch/watch-slice";

interface Posted {
  readonly items: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  readonly years: ReadonlySet<number>;
  readonly types: ReadonlySet<StakeholderType | null>;
  readonly grid: Grid;
  readonly watches: Set<string>;
}

/** Which axes the watches of one year and one kind of type reach, each member counted by the slices that have it. */
interface Reach {
  readonly year: number;
  readonly type: StakeholderType | null;
  readonly items: Map<string, number>;
  readonly places: Map<string, number>;
}

/**
 * The inverted index of the reverse search: from an item, a place or a year to the slices that mean it, and from a slice
 * to its watches. Watches of equal slices are one slice here, so that a popular slice costs what a lonely one does.
 */
export class WatchIndex {
  readonly #slices = new Map<string, Posted>();
  readonly #sliceOf = new Map<string, string>();
  readonly #byItem = new Map<string, Set<Posted>>();
  readonly #byPlace = new Map<string, Set<Posted>>();
  readonly #byYear = new Map<number, Set<Posted>>();
  readonly #reaches = new Map<string, Reach>();
  /** Slices looked at by lookups: what they have cost. */
  looks = 0;

  get size(): number {
    return this.#sliceOf.size;
  }

  has(watch: string): boolean {
    return this.#sliceOf.has(watch);
  }

  add(watch: string, grid: Grid): void {
    this.remove(watch);
    const key = JSON.stringify([grid.items, grid.places, grid.years, grid.types]);
    const slice = this.#slices.get(key) ?? this.#post(key, grid);
    slice.watches.add(watch);
    this.#sliceOf.set(watch, key);
  }

  remove(watch: string): void {
    const key = this.#sliceOf.get(watch);
    const slice = key === undefined ? undefined : this.#slices.get(key);
    if (key === undefined || slice === undefined) return;
    this.#sliceOf.delete(watch);
    slice.watches.delete(watch);
    if (slice.watches.size === 0) this.#unpost(key, slice);
  }

  /** Watches that mean this cell. */
  matching(cell: Cell): string[] {
    const found: string[] = [];
    for (const { watches } of this.#meaning(cell)) for (const watch of watches) found.push(watch);
    return found;
  }

  /** Whether any watch means this cell. */
  means(cell: Cell): boolean {
    return this.#meaning(cell).next().done === false;
  }

  /** The shortest of the cell's three lists is looked through. */
  *#meaning({ item, place, year, type }: Cell): Generator<Posted, void, void> {
    const lists = [this.#byItem.get(item), this.#byPlace.get(place), this.#byYear.get(year)];
    for (const slice of shortest(lists)) {
      this.looks += 1;
      if (slice.items.has(item) && slice.places.has(place) && slice.years.has(year) && slice.types.has(type)) yield slice;
    }
  }

  /** Watches that a footprint meets in at least one cell, of whatever type. */
  meeting({ items, places, years }: Footprint): string[] {
    const candidates = this.#candidates(items, places);
    const found: string[] = [];
    for (const slice of candidates) {
      this.looks += 1;
      const meets =
        meetSets(slice.items, items) &&
        meetSets(slice.places, places) &&
        (years === null || slice.grid.years.some((year) => years.from <= year && year <= years.to));
      if (meets) for (const watch of slice.watches) found.push(watch);
    }
    return found;
  }

  /** What the watches mean all together, a part for each year and type: where a change can matter to anybody. */
  reaches(): Iterable<{ year: number; type: StakeholderType | null; items: Iterable<string>; places: Iterable<string> }> {
    return Array.from(this.#reaches.values(), ({ year, type, items, places }) => ({
      year,
      type,
      items: items.keys(),
      places: places.keys(),
    }));
  }

  #candidates(items: ReadonlySet<string> | null, places: ReadonlySet<string> | null): Iterable<Posted> {
    if (items === null && places === null) return this.#slices.values();
    const [names, lists]: [ReadonlySet<string>, Map<string, Set<Posted>>] =
      items === null ? [places ?? new Set(), this.#byPlace] : [items, this.#byItem];
    const found = new Set<Posted>();
    for (const name of names) for (const slice of lists.get(name) ?? []) found.add(slice);
    return found;
  }

  #post(key: string, grid: Grid): Posted {
    const { items, places, years, types } = grid;
    const slice: Posted = {
      grid,
      items: new Set(items),
      places: new Set(places),
      years: new Set(years),
      types: new Set(types),
      watches: new Set(),
    };
    this.#slices.set(key, slice);
    for (const item of items) post(this.#byItem, item, slice);
    for (const place of places) post(this.#byPlace, place, slice);
    for (const year of years) post(this.#byYear, year, slice);
    this.#count(grid, 1);
    return slice;
  }

  #unpost(key: string, slice: Posted): void {
    this.#slices.delete(key);
    for (const item of slice.items) this.#byItem.get(item)?.delete(slice);
    for (const place of slice.places) this.#byPlace.get(place)?.delete(slice);
    for (const year of slice.years) this.#byYear.get(year)?.delete(slice);
    this.#count(slice.grid, -1);
  }

  #count({ items, places, years, types }: Grid, by: 1 | -1): void {
    for (const year of years) {
      for (const type of types) {
        const key = `${year} ${type}`;
        const reach = this.#reaches.get(key) ?? { year, type, items: new Map(), places: new Map() };
        this.#reaches.set(key, reach);
        for (const item of items) count(reach.items, item, by);
        for (const place of places) count(reach.places, place, by);
        if (reach.items.size === 0 || reach.places.size === 0) this.#reaches.delete(key);
      }
    }
  }
}

function shortest<T>(lists: readonly (ReadonlySet<T> | undefined)[]): Iterable<T> {
  let best: ReadonlySet<T> | undefined = lists[0];
  for (const list of lists) {
    if (list === undefined) return [];
    if (best === undefined || list.size < best.size) best = list;
  }
  return best ?? [];
}

function post<Key>(lists: Map<Key, Set<Posted>>, key: Key, slice: Posted): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, new Set([slice]));
  else list.add(slice);
}

function count(counts: Map<string, number>, name: string, by: 1 | -1): void {
  const next = (counts.get(name) ?? 0) + by;
  if (next <= 0) counts.delete(name);
  else counts.set(name, next);
}

function meetSets(one: ReadonlySet<string>, other: ReadonlySet<string> | null): boolean {
  if (other === null) return true;
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  for (const name of small) if (large.has(name)) return true;
  return false;
}
