import { Kind, type SelectionSetNode } from "graphql";
import type { Variant } from "../supergraph/distinct-requirements";
import type { KeyRenamer, RequiredSelection } from "./plan";

type Variants = ReadonlyMap<string, Variant>;

/** Which variant of a name a place of a representation is to hold: ".price" → "_r0_price". Places are made of names without variants. */
type Places = Map<string, string>;

/** What entity fields claim of the representations they are asked with, by the entity's type: a place has room for one variant. */
export class Claims {
  readonly #variants: Variants;
  readonly #byType = new Map<string, Places>();

  constructor(variants: Variants) {
    this.#variants = variants;
  }

  /** What one field of a type claims by what it requires. */
  static of(type: string, required: SelectionSetNode | undefined, variants: Variants): Claims {
    const claims = new Claims(variants);
    const places: Places = new Map();
    claims.#byType.set(type, places);
    if (required !== undefined) claim(places, "", required, variants);
    return claims;
  }

  get types(): Iterable<string> {
    return this.#byType.keys();
  }

  /** Names at the top of what is claimed. */
  get names(): readonly string[] {
    const places = [...this.#byType.values()].flatMap((claimed) => [...claimed]);
    return places.flatMap(([place, name]) => (place.lastIndexOf(".") === 0 ? [name] : []));
  }

  /** Whether both claim the same, whatever the types. */
  equal(others: Claims): boolean {
    const text = ({ names }: Claims) => [...new Set(names)].sort().join(" ");
    return this.agreeWith(others) && text(this) === text(others);
  }

  agreeWith(others: Claims): boolean {
    return [...others.#byType].every(([type, places]) => {
      const own = this.#byType.get(type);
      return [...places].every(([place, name]) => (own?.get(place) ?? name) === name);
    });
  }

  add(others: Claims): void {
    for (const [type, places] of others.#byType) {
      this.#byType.set(type, new Map([...(this.#byType.get(type) ?? []), ...places]));
    }
  }

  /**
   * The representations' selection with the variants claimed, and what gives them their names in the subgraph.
   *
   * @param types those that the whole fetch asks: one that these claims know nothing of is another's to ask
   * @param foreign names at the top that others alone require
   */
  apply(requires: readonly RequiredSelection[], types: ReadonlySet<string>, foreign: ReadonlySet<string>) {
    const renamers: KeyRenamer[] = [];
    const applied = requires.flatMap((selection): readonly RequiredSelection[] => {
      const type = selection.kind === "InlineFragment" ? (selection.typeCondition ?? "") : "";
      if (types.has(type) && !this.#byType.has(type)) return [];
      return new Application(this.#placesOf(type), foreign, this.#variants, renamers).apply(selection, "", []);
    });
    return { requires: applied, renamers };
  }

  /** A type that no fetch asks by name stands for another, as an interface object does: whatever is claimed holds for it. */
  #placesOf(type: string): Places {
    return this.#byType.get(type) ?? new Map([...this.#byType.values()].flatMap((places) => [...places]));
  }
}

function claim(places: Places, place: string, { selections }: SelectionSetNode, variants: Variants): void {
  for (const node of selections) {
    if (node.kind === Kind.INLINE_FRAGMENT) claim(places, place, node.selectionSet, variants);
    if (node.kind !== Kind.FIELD) continue;
    const inner = placeIn(place, node.name.value, variants);
    places.set(inner, node.name.value);
    if (node.selectionSet !== undefined) claim(places, inner, node.selectionSet, variants);
  }
}

function placeIn(place: string, name: string, variants: Variants): string {
  return `${place}.${variants.get(name)?.field ?? name}`;
}

class Application {
  readonly #places: Places;
  readonly #foreign: ReadonlySet<string>;
  readonly #variants: Variants;
  readonly #renamers: KeyRenamer[];

  constructor(places: Places, foreign: ReadonlySet<string>, variants: Variants, renamers: KeyRenamer[]) {
    this.#places = places;
    this.#foreign = foreign;
    this.#variants = variants;
    this.#renamers = renamers;
  }

  apply(selection: RequiredSelection, place: string, path: readonly string[]): readonly RequiredSelection[] {
    if (selection.kind === "InlineFragment") {
      const { typeCondition } = selection;
      const within = typeCondition === undefined ? path : [...path, `... on ${typeCondition}`];
      return [{ ...selection, selections: this.#all(selection.selections, place, within) }];
    }
    const { name } = selection;
    const variant = this.#variants.get(name);
    const inner = placeIn(place, name, this.#variants);
    const claimed = this.#places.get(inner);
    if (claimed === undefined ? variant !== undefined || (place === "" && this.#foreign.has(name)) : claimed !== name) return [];
    const selections = selection.selections === undefined ? undefined : this.#all(selection.selections, inner, [...path, name]);
    if (selections?.length === 0) return [];
    // After what lies deeper, whose path goes through this name.
    if (variant !== undefined) this.#renamers.push({ kind: "KeyRenamer", path: [...path, name], renameKeyTo: variant.field });
    return [selections === undefined ? selection : { ...selection, selections }];
  }

  #all(selections: readonly RequiredSelection[], place: string, path: readonly string[]): readonly RequiredSelection[] {
    return selections.flatMap((selection) => this.apply(selection, place, path));
  }
}
