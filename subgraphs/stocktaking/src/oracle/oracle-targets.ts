import { versionsOf } from "@actionline/log/collections";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { Db } from "mongodb";
import type { BaseGrid } from "../coverage/base-grid";

/** A member of the grid that a name in a record meets: 2 within, 1 from wider. */
export interface OracleTarget {
  readonly _id: string;
  readonly members: readonly { readonly member: string; readonly nearness: 1 | 2 }[];
}

/** Reads the records of a kind at a sequence straight from the log's versions. */
export async function recordsAt<K extends EntryKind>(
  db: Db,
  kind: K,
  sequence: number,
  privateToo: boolean,
): Promise<Map<string, RecordOfKind[K]>> {
  const filter = { from: { $lte: sequence }, to: { $gt: sequence }, ...(privateToo ? {} : { visibility: "PUBLIC" }) };
  const found = await versionsOf(db, kind)
    .find(filter as never)
    .sort({ _id: 1 })
    .toArray();
  return new Map(found.map((version) => [version.subject, version.record as RecordOfKind[K]]));
}

/** Everything that an item, a line or a place named in a record meets, one document for each name. */
export async function oracleTargets(db: Db, grid: BaseGrid, sequence: number, privateToo: boolean): Promise<OracleTarget[]> {
  const items = await recordsAt(db, "PLAN_ITEM", sequence, privateToo);
  const lines = await recordsAt(db, "ACTION_LINE", sequence, privateToo);
  const places = await recordsAt(db, "PLACE", sequence, privateToo);
  const lineName = (item: string): string | null =>
    climb(items, item)
      .map((id) => items.get(id)?.actionLine ?? null)
      .find((line) => line !== null) ?? null;
  const contains = (whole: string, part: string): boolean => places.get(part)?.within.includes(whole) ?? false;
  const targets = [
    ...[...new Set([...items.keys(), ...grid.items])].map((name) =>
      target(`item ${name}`, grid.items, (item) => (climb(items, name).includes(item) ? 2 : climb(items, item).includes(name) ? 1 : 0)),
    ),
    ...[...lines.keys()].map((name) =>
      target(`line ${name}`, grid.items, (item) => (climb(lines, lineName(item) ?? "").includes(name) ? 1 : 0)),
    ),
    ...[...places.keys()].map((name) =>
      target(`place ${name}`, grid.places, (place) => (place === name || contains(place, name) ? 2 : contains(name, place) ? 1 : 0)),
    ),
  ];
  return targets.filter(({ members }) => members.length > 0);
}

/** A record and all above it. */
function climb(records: ReadonlyMap<string, { readonly parent: string | null }>, start: string): string[] {
  const path = [start];
  for (let at = records.get(start)?.parent ?? null; at !== null && !path.includes(at); at = records.get(at)?.parent ?? null) path.push(at);
  return path;
}

function target(_id: string, members: readonly string[], nearnessOf: (member: string) => 0 | 1 | 2): OracleTarget {
  return {
    _id,
    members: members.flatMap((member) => {
      const nearness = nearnessOf(member);
      return nearness === 0 ? [] : [{ member, nearness }];
    }),
  };
}
