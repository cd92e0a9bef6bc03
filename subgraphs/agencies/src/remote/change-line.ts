import type { PlacedChange } from "../feed/feed-item";

const MOST_HUBS = 32;
const LONGEST_HUB = 200;

/** A change of a page as the contract's lines say it: the fields that its operation has, and what it came through apart. */
export function changeLine(change: unknown, place: string): PlacedChange {
  if (typeof change !== "object" || change === null || Array.isArray(change)) return { place, change };
  const { operation, kind, id, record, into, origin } = change as Readonly<Record<string, unknown>>;
  if (operation === "UPSERT") return { place, change: { operation, record }, ...originOf(origin) };
  const ends = operation === "MERGED_INTO" || operation === "SPLIT_INTO";
  const named = kind !== null && kind !== undefined && { kind };
  return {
    place,
    change: { operation, ...(id !== null && id !== undefined && { id }), ...named, ...(ends && { into }) },
    ...originOf(origin),
  };
}

/** A chain that can't be one is none: then the record is taken for the agency's own. */
function originOf(origin: unknown): { readonly origin?: readonly string[] } {
  if (!Array.isArray(origin) || origin.length === 0 || origin.length > MOST_HUBS) return {};
  const hubs = origin.filter((hub): hub is string => typeof hub === "string" && hub.length >= 1 && hub.length <= LONGEST_HUB);
  return hubs.length === origin.length ? { origin: hubs } : {};
}
