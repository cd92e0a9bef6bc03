import type { RelationName } from "@actionline/schema/coordination-records";
import type { PlaceRecord, PlanItemRecord } from "@actionline/schema/reference-records";

/** Turns an amount into another currency; null where no rate is known. */
export type ExchangePort = (amount: number, from: string, to: string, on: string) => number | null;

/** What a comparison must know beside the two records. */
export interface MatchContext {
  /** Places that contain it, nearest first. */
  placesAbove(place: string): readonly string[];
  isCountry(place: string): boolean;
  itemsAbove(item: string): readonly string[];
  /** How many live records of the source bear this title; `title` is folded, as `TitleFeatures.folded`. */
  timesInSource(source: string, title: string): number;
  /** Null where there is none: then only amounts in one currency are compared. */
  readonly exchange: ExchangePort | null;
  /** The relation that a person decided on for the two, if any. */
  relationOf(one: string, other: string): RelationName | null;
}

const NOTHING: readonly string[] = [];

/** A context over reference records; what isn't given speaks neither for nor against any pair. */
export function contextOf(
  {
    places,
    items,
  }: {
    readonly places: Iterable<Pick<PlaceRecord, "id" | "level" | "within">>;
    readonly items: Iterable<Pick<PlanItemRecord, "id" | "parent">>;
  },
  more: Partial<MatchContext> = {},
): MatchContext {
  const placeById = new Map([...places].map((place) => [place.id, place]));
  const chains = chainsOf(new Map([...items].map(({ id, parent }) => [id, parent])));
  return {
    placesAbove: (place) => placeById.get(place)?.within ?? NOTHING,
    isCountry: (place) => placeById.get(place)?.level === "COUNTRY",
    itemsAbove: (item) => chains.get(item) ?? NOTHING,
    timesInSource: () => 1,
    exchange: null,
    relationOf: () => null,
    ...more,
  };
}

/** Each item with all above it, nearest first; a circle in the data ends where it would repeat. */
function chainsOf(parents: ReadonlyMap<string, string | null>): Map<string, readonly string[]> {
  const chains = new Map<string, readonly string[]>();
  for (const id of parents.keys()) {
    const chain = new Set<string>();
    for (let next = parents.get(id) ?? null; next !== null && next !== id && !chain.has(next); next = parents.get(next) ?? null) {
      chain.add(next);
    }
    chains.set(id, [...chain]);
  }
  return chains;
}
