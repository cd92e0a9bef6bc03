import { ancestorsOfItem, ancestorsOfLine, lineOfItem, remembered } from "../columns/plan-tree";
import type { KeptScope, ReferenceView } from "../columns/reference-tables";
import { type Effort, effortOn } from "./effort";
import { PlacedScopes } from "./placed-scopes";
import type { Room } from "./room";

/** What it costs to take in a name that a scope gives, and to lay out an item. */
const UNITS = { name: 10, item: 200 } as const;

/** Scopes that speak of an item: those that name it the most closely first. */
export interface Layers {
  readonly placed: readonly PlacedScopes[];
  /** By place all that speak for it or for a place in it, of the places that have a part of which something is said. */
  readonly spoken: Map<string, readonly KeptScope[]>;
}

interface Lineage {
  readonly above: readonly string[];
  readonly line: string | null;
  readonly linesAbove: readonly string[];
}

const lineagesOf = remembered((_: ReferenceView) => new Map<string, Lineage>());

/** Items above an item, its line, and the lines above that. */
function lineageOf(view: ReferenceView, item: string): Lineage {
  const lineages = lineagesOf(view);
  const known = lineages.get(item);
  if (known !== undefined) return known;
  const line = lineOfItem(view, item);
  const lineage = { above: ancestorsOfItem(view, item), line, linesAbove: line === null ? [] : ancestorsOfLine(view, line) };
  lineages.set(item, lineage);
  return lineage;
}

type Naming = Map<string, number[]>;
const NO_NUMBERS: readonly number[] = [];
const named = (naming: Naming, name: string): readonly number[] => naming.get(name) ?? NO_NUMBERS;

/** Some scopes by the items and lines that they name; each item is laid out when it is first asked for. */
export class ScopeLayers {
  readonly #scopes: readonly KeptScope[];
  readonly #view: ReferenceView;
  readonly #effort: Effort;
  readonly #room: Room;
  readonly #byItem: Naming = new Map();
  readonly #byLine: Naming = new Map();
  readonly #overAll: number[] = [];
  readonly #known = new Map<string, Layers>();
  /** By the numbers of their scopes: items of which the same scopes speak share what was laid out. */
  readonly #shared = new Map<string, Layers>();
  readonly #placed = new Map<string, PlacedScopes>();

  constructor(scopes: readonly KeptScope[], view: ReferenceView, room: Room) {
    this.#scopes = scopes;
    this.#view = view;
    this.#effort = effortOn(view);
    this.#room = room;
    for (const [number, { items, actionLines }] of scopes.entries()) {
      if (items === undefined && actionLines === undefined) this.#overAll.push(number);
      for (const item of items ?? []) this.#enter(this.#byItem, item, number);
      for (const line of actionLines ?? []) this.#enter(this.#byLine, line, number);
    }
  }

  of(item: string): Layers {
    return this.#known.get(item) ?? this.#layOut(item);
  }

  #enter(naming: Naming, name: string, number: number): void {
    this.#effort.spend(UNITS.name);
    this.#room.take(1);
    const known = naming.get(name);
    if (known === undefined) naming.set(name, [number]);
    else if (known.at(-1) !== number) known.push(number);
  }

  #layOut(item: string): Layers {
    const { above, line, linesAbove } = lineageOf(this.#view, item);
    const numbers = [
      named(this.#byItem, item),
      above.flatMap((wider) => named(this.#byItem, wider)),
      line === null ? NO_NUMBERS : named(this.#byLine, line),
      linesAbove.flatMap((wider) => named(this.#byLine, wider)),
      this.#overAll,
    ].filter(({ length }) => length > 0);
    const key = numbers.join("; ");
    const layers = this.#shared.get(key) ?? { placed: numbers.map((layer) => this.#place(layer)), spoken: new Map() };
    this.#shared.set(key, layers);
    this.#known.set(item, layers);
    this.#effort.spend(UNITS.item + numbers.reduce((sum, { length }) => sum + length, 0) * UNITS.name);
    return layers;
  }

  #place(numbers: readonly number[]): PlacedScopes {
    const key = numbers.join();
    const known = this.#placed.get(key);
    if (known !== undefined) return known;
    const placed = new PlacedScopes(numbers.flatMap((number) => this.#scopes[number] ?? []));
    this.#effort.spend((placed.size + numbers.length) * UNITS.name);
    this.#room.take(placed.size);
    this.#placed.set(key, placed);
    return placed;
  }
}

/** What speaks for a place: of the closest layer that says anything of it. */
export function closest({ placed }: Layers, place: string, around: readonly string[]): KeptScope | null {
  for (const layer of placed) {
    const scope = layer.closest(place, around);
    if (scope !== null) return scope;
  }
  return null;
}
