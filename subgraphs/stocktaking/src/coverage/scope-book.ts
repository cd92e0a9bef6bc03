import { itemsBelow } from "../columns/plan-tree";
import type { KeptScope, ReferenceView } from "../columns/reference-tables";
import { type Effort, effortOn } from "./effort";
import type { Room } from "./room";
import { closest, type Layers, ScopeLayers } from "./scope-layers";

/** What it costs to take in a place that a scope names, to find what speaks for a place, and to answer at all. */
const UNITS = { name: 10, place: 15, answer: 10 } as const;
const NONE: readonly KeptScope[] = [];
const NOWHERE: readonly string[] = [];

interface AskedItem {
  readonly item: string;
  readonly layers: Layers;
  readonly below: readonly string[];
}

/**
 * What one agency declared for one year, laid out so that what speaks for a cell is found without looking at the rest.
 * Between two scopes the one that names the item more closely speaks, then the one that names the place so, then the later.
 */
export class ScopeBook {
  readonly #scopes: readonly KeptScope[];
  readonly #view: ReferenceView;
  readonly #effort: Effort;
  readonly #room: Room;
  readonly #layers: ScopeLayers;
  #asked: AskedItem | null = null;
  #parts: ReadonlyMap<string, readonly string[]> | null = null;

  constructor(scopes: readonly KeptScope[], view: ReferenceView, room: Room) {
    this.#scopes = scopes;
    this.#view = view;
    this.#effort = effortOn(view);
    this.#room = room;
    this.#layers = new ScopeLayers(scopes, view, room);
    room.take(1);
  }

  /** What was declared for the cell as a whole: the scope that fits it the most closely and contains it. */
  whole(item: string, place: string): KeptScope | null {
    this.#effort.spend(UNITS.answer);
    return closest(this.#at(item).layers, place, this.#around(place));
  }

  /** Other scopes than that for the whole which speak for an item below, or for a place in it. */
  inside(whole: KeptScope | null, item: string, place: string): readonly KeptScope[] {
    if (this.#scopes.length === 0) return NONE;
    const { layers, below } = this.#at(item);
    const parts = this.#partsOf(place);
    if (parts.length === 0 && below.length === 0) return NONE;
    const own = this.#spoken(layers, place, parts);
    if (below.length === 0) return own.every((scope) => scope === whole) ? NONE : own.filter((scope) => scope !== whole);
    const speaking = new Set(own);
    for (const part of below) for (const scope of this.#spoken(this.#layers.of(part), place, parts)) speaking.add(scope);
    return [...speaking].filter((scope) => scope !== whole);
  }

  /** Cells of one item are mostly asked one after the other. */
  #at(item: string): AskedItem {
    if (this.#asked?.item !== item) this.#asked = { item, layers: this.#layers.of(item), below: itemsBelow(this.#view, item) };
    return this.#asked;
  }

  #around(place: string): readonly string[] {
    return this.#view.places.get(place)?.within ?? NOWHERE;
  }

  #spoken(layers: Layers, place: string, parts: readonly string[]): readonly KeptScope[] {
    if (layers.placed.length === 0) return NONE;
    const known = layers.spoken.get(place);
    if (known !== undefined) return known;
    this.#effort.spend((1 + parts.length) * UNITS.place);
    const speaking = new Set<KeptScope>();
    for (const part of [place, ...parts]) {
      const scope = closest(layers, part, this.#around(part));
      if (scope !== null) speaking.add(scope);
    }
    const spoken = [...speaking];
    // Of a place without parts nothing is said beside what is said of itself: that is found as fast as it is remembered.
    if (parts.length > 0) layers.spoken.set(place, spoken);
    return spoken;
  }

  /** Places in a place that some scope names: between them the same scope is the closest all over a place. */
  #partsOf(place: string): readonly string[] {
    this.#parts ??= this.#readParts();
    return this.#parts.get(place) ?? NOWHERE;
  }

  #readParts(): ReadonlyMap<string, readonly string[]> {
    const parts = new Map<string, string[]>();
    const named = new Set(this.#scopes.flatMap(({ places }) => places ?? []));
    for (const part of named) {
      for (const whole of new Set(this.#view.places.get(part)?.within)) {
        const known = parts.get(whole);
        if (known === undefined) parts.set(whole, [part]);
        else known.push(part);
        this.#effort.spend(UNITS.name);
        this.#room.take(1);
      }
    }
    return parts;
  }
}
