import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { EntryKind, Space } from "@actionline/schema/entry-kind";
import type { StoredActivity } from "@actionline/schema/hub-records";
import type { Db, Document } from "mongodb";
import { type RehearsedRun, subjectsOf } from "./rehearsed-run";

/** What decides on cells beside activities; copied whole before a run, for it is little. */
export const GROUND_KINDS = [
  ...(["INSTRUMENT", "ACTION_LINE", "PLAN_ITEM", "THEME", "PLACE", "PLACE_GROUP", "FACILITATOR"] as const),
  ...(["AGENCY", "SOURCE", "HARVEST", "EXPECTATION", "REVIEW", "STATEMENT", "COMMITMENT", "DEFINITION"] as const),
] satisfies readonly EntryKind[];

/** What the index in memory reads; each copied version needs its entry. */
const ENTERED_KINDS = [...GROUND_KINDS, "ORGANIZATION", "ACTIVITY", "BUDGET", "SCOPE"] as const satisfies readonly EntryKind[];

/** Activities of others that a run is looked at among. */
export const MOST_NEIGHBOURS = 20_000;

/** Whom a run was looked at among. */
export interface Neighbours {
  /** Activities of others. */
  readonly count: number;
  /** Whether these are all that the hub has. */
  readonly isAll: boolean;
  /** Whether all under the same action lines are among them, so that cells are as they would be in the hub. */
  readonly areAllOfTheirLines: boolean;
}

/**
 * Brings what others report beside a run: all of it where the hub has at most so many activities, else those under the
 * action lines that the agency's own are under. The copy is made within MongoDB, and ends with the entries that the copied
 * versions need so that an index can follow them.
 */
export async function bringNeighbours(hub: Db, space: Space, run: RehearsedRun, most = MOST_NEIGHBOURS): Promise<Neighbours> {
  const { scratch } = run;
  const held = { _id: { $lte: run.before }, to: { $gt: run.before } };
  const ofOthers = { $nor: [{ subject: subjectsOf(run.agency) }], visibility: "PUBLIC" as const, ...held };
  const all = await versionsOf(hub, "ACTIVITY").countDocuments(ofOthers, { limit: most + 1 });
  const near = all > most ? { $and: [await underTheSameLines(run)] } : {};
  const meant = { ...ofOthers, ...near };
  const count = all > most ? await versionsOf(hub, "ACTIVITY").countDocuments(meant as never, { limit: most + 1 }) : all;
  if (most > 0) await merge(hub, scratch, "ACTIVITY", [{ $match: meant }, { $limit: most }]);
  await merge(hub, scratch, "SCOPE", [{ $match: ofOthers }]);
  const subjects = await versionsOf(scratch, "ACTIVITY").distinct("subject", { $nor: [{ subject: subjectsOf(run.agency) }] } as never);
  await merge(hub, scratch, "BUDGET", [{ $match: { "record.activity": { $in: subjects }, ...ofOthers } }]);
  for (const kind of ENTERED_KINDS) await enter(scratch, kind, space, run);
  return { count: Math.min(count, most), isAll: all <= most, areAllOfTheirLines: count <= most };
}

/** As they were before the run: what ended one since, in the hub that goes on, is no entry here. */
async function merge(hub: Db, scratch: Db, kind: EntryKind, found: readonly Document[]): Promise<void> {
  const into = { db: scratch.databaseName, coll: versionsOf(scratch, kind).collectionName };
  const merged = { $merge: { into, whenMatched: "keepExisting" } };
  await versionsOf(hub, kind)
    .aggregate([...found, { $set: { to: OPEN } }, merged])
    .toArray();
}

async function enter(scratch: Db, kind: EntryKind, space: Space, { before, instant }: RehearsedRun): Promise<void> {
  const envelope = { subject: 1, owner: 1, visibility: 1, hash: 1 } as const;
  const said = { kind: { $literal: kind }, operation: "UPSERT", origin: [], space: { $literal: space }, at: { $literal: instant } };
  await versionsOf(scratch, kind)
    .aggregate([
      { $match: { _id: { $lte: before } } },
      { $project: { ...envelope, ...said, ends: { $literal: null } } },
      { $merge: { into: "log", whenMatched: "keepExisting" } },
    ])
    .toArray();
}

/** Activities under the lines that the agency's own are under, before or after, with all lines above and below them. */
async function underTheSameLines({ scratch, agency }: RehearsedRun): Promise<Document> {
  const fields = { "record.items.item": 1, "record.actionLines": 1, "record.suggestions": 1 };
  const named = await versionsOf(scratch, "ACTIVITY")
    .find({ subject: subjectsOf(agency) })
    .project<{ record: Pick<StoredActivity, "items" | "actionLines" | "suggestions"> }>(fields)
    .toArray();
  const plan = (await versionsOf(scratch, "PLAN_ITEM").find({ to: OPEN }).toArray()).map(({ record }) => record);
  const tops = topsOf((await versionsOf(scratch, "ACTION_LINE").find({ to: OPEN }).toArray()).map(({ record }) => record));
  const topOf = (line: string | null): string => tops.get(line ?? "") ?? "";
  const lineOf = new Map(plan.map(({ id, actionLine }) => [id, actionLine]));
  const own = new Set(
    named.flatMap(({ record: { items = [], actionLines = [], suggestions = [] } }) => [
      ...[...items, ...suggestions].map(({ item }) => topOf(lineOf.get(item ?? "") ?? null)),
      ...[...actionLines, ...suggestions.map(({ actionLine }) => actionLine)].map(topOf),
    ]),
  );
  const lines = [...tops].flatMap(([line, top]) => (own.has(top) ? [line] : []));
  // An item without a line is under that of the one above it.
  const items = plan.flatMap(({ id, actionLine }) => (actionLine === null || own.has(topOf(actionLine)) ? [id] : []));
  return {
    $or: [
      ...["record.items.item", "record.suggestions.item"].map((path) => ({ [path]: { $in: items } })),
      ...["record.actionLines", "record.suggestions.actionLine"].map((path) => ({ [path]: { $in: lines } })),
    ],
  };
}

/** By line, the one that is above all others above it; a circle in the data ends where it would repeat. */
function topsOf(lines: readonly { readonly id: string; readonly parent: string | null }[]): ReadonlyMap<string, string> {
  const parents = new Map(lines.map(({ id, parent }) => [id, parent]));
  const topOf = (line: string): string => {
    const chain = new Set([line]);
    for (let above = parents.get(line) ?? null; above !== null && !chain.has(above); above = parents.get(above) ?? null) chain.add(above);
    return [...chain].at(-1) ?? line;
  };
  return new Map(lines.map(({ id }) => [id, topOf(id)]));
}
