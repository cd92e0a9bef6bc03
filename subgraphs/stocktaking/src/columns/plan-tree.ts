import type { ReferenceView } from "./reference-tables";

/** Remembers what was worked out from a map, as long as somebody holds the map. */
export function remembered<Key extends object, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? work(key);
    known.set(key, value);
    return value;
  };
}

/** Each id with all above it, nearest first; a circle in the data ends where it would repeat. */
const chainsOf = remembered((records: ReadonlyMap<string, { readonly parent: string | null }>) => {
  const chains = new Map<string, readonly string[]>();
  for (const id of records.keys()) {
    const chain = new Set<string>();
    for (let next = records.get(id)?.parent ?? null; next !== null && next !== id && !chain.has(next); ) {
      chain.add(next);
      next = records.get(next)?.parent ?? null;
    }
    chains.set(id, [...chain]);
  }
  return chains;
});

/** Items above an item, nearest first. */
export const ancestorsOfItem = ({ items }: ReferenceView, item: string): readonly string[] => chainsOf(items).get(item) ?? [];

const belowOf = remembered((records: ReferenceView["items"]) => {
  const below = new Map<string, string[]>();
  for (const [id, chain] of chainsOf(records)) {
    for (const above of chain) {
      const known = below.get(above);
      if (known === undefined) below.set(above, [id]);
      else known.push(id);
    }
  }
  return below as ReadonlyMap<string, readonly string[]>;
});

/** Items below an item, at any depth. */
export const itemsBelow = ({ items }: ReferenceView, item: string): readonly string[] => belowOf(items).get(item) ?? [];

/** Lines above a line, nearest first: C7 above C7-eHealth. */
export const ancestorsOfLine = ({ lines }: ReferenceView, line: string): readonly string[] => chainsOf(lines).get(line) ?? [];

/** The line an item belongs to: its own, else that of the nearest item above it. */
export function lineOfItem(view: ReferenceView, item: string): string | null {
  for (const id of [item, ...ancestorsOfItem(view, item)]) {
    const line = view.items.get(id)?.actionLine ?? null;
    if (line !== null) return line;
  }
  return null;
}

/** Whether a place is the other one or lies in it. */
export function liesIn({ places }: ReferenceView, place: string, other: string): boolean {
  return place === other || (places.get(place)?.within.includes(other) ?? false);
}
