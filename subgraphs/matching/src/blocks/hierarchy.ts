import type { PlaceRecord, PlanItemRecord } from "@actionline/schema/reference-records";
import { contextOf, type MatchContext } from "../assess/match-context";
import { shortHash } from "./block-hash";

const GLOBAL = "GLOBAL";
const NOTHING = new Uint32Array(0);

/** Plan items and places with all above and below each, by their short hashes. */
export class Hierarchy {
  readonly context: MatchContext;
  readonly #itemFamilies: ReadonlyMap<number, Uint32Array>;
  readonly #placeFamilies: ReadonlyMap<number, Uint32Array>;

  constructor(places: readonly PlaceRecord[], items: readonly Pick<PlanItemRecord, "id" | "parent">[]) {
    this.context = contextOf({ places, items });
    this.#itemFamilies = families(
      items.map(({ id }) => id),
      (item) => this.context.itemsAbove(item),
      itemHash,
    );
    const known = places.map(({ id }) => id).filter((id) => id !== GLOBAL);
    this.#placeFamilies = families(known, (place) => this.context.placesAbove(place).filter((above) => above !== GLOBAL), placeHash);
  }

  /** Items above and below, without the item itself. */
  itemsAround(item: number): Uint32Array {
    return this.#itemFamilies.get(item) ?? NOTHING;
  }

  placesAround(place: number): Uint32Array {
    return this.#placeFamilies.get(place) ?? NOTHING;
  }
}

export const itemHash = (item: string): number => shortHash("item", item);
export const placeHash = (place: string): number => shortHash("place", place);

function families(
  ids: readonly string[],
  above: (id: string) => readonly string[],
  hash: (id: string) => number,
): Map<number, Uint32Array> {
  const around = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const id of ids) {
    for (const higher of above(id)) {
      around.get(id)?.push(higher);
      around.get(higher)?.push(id);
    }
  }
  return new Map([...around].map(([id, others]) => [hash(id), Uint32Array.from(others, hash)]));
}
