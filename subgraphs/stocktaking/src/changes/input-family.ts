import type { ReferenceView } from "../columns/reference-tables";

/**
 * What an answer is worked out from, in families that can each be read at one of two points. Their order is that of
 * precedence: what the hub itself changed, or failed to read, explains a cell before anything that happened in the world.
 */
export const INPUT_FAMILIES = [
  "DEFINITION",
  "REFERENCE",
  "EXPECTATIONS",
  "SOURCES",
  "DUPLICATES",
  "REVIEWS",
  "ADDED_ACTIVITIES",
  "CHANGED_ACTIVITIES",
  "SCOPES",
  "RESPONSIBILITY",
  "CLOSED_YEARS",
] as const;

export type InputFamily = (typeof INPUT_FAMILIES)[number];

/** The tables that a family consists of; rows, reviews, links between duplicates and the instant stand in none. */
export const TABLES_OF_FAMILY: Readonly<Partial<Record<InputFamily, readonly (keyof ReferenceView)[]>>> = {
  DEFINITION: ["definitions"],
  REFERENCE: ["lines", "items", "themes", "places", "placeGroups", "organizations"],
  EXPECTATIONS: ["expectations"],
  SOURCES: ["sources", "harvests"],
  SCOPES: ["scopes", "endedScopes", "statements"],
  RESPONSIBILITY: ["facilitators", "commitments", "agencies"],
};

/** The reference records with these families as they stand at the later point, and all others as at the earlier one. */
export function mixedView(earlier: ReferenceView, later: ReferenceView, switched: ReadonlySet<InputFamily>): ReferenceView {
  const tables = INPUT_FAMILIES.filter((family) => switched.has(family)).flatMap((family) => TABLES_OF_FAMILY[family] ?? []);
  return { ...earlier, ...Object.fromEntries(tables.map((table) => [table, later[table]])) };
}

/** Whether any record of a family differs between two views. */
export function differs(family: InputFamily, earlier: ReferenceView, later: ReferenceView): boolean {
  return (TABLES_OF_FAMILY[family] ?? []).some((table) => changedIds(earlier[table], later[table]).next().done === false);
}

/** Ids of records that came, went or were changed: a record that stays is the same object at both points. */
export function* changedIds(earlier: ReadonlyMap<string, unknown>, later: ReadonlyMap<string, unknown>): Generator<string, void, void> {
  if (earlier === later) return;
  for (const [id, record] of later) if (earlier.get(id) !== record) yield id;
  for (const id of earlier.keys()) if (!later.has(id)) yield id;
}
