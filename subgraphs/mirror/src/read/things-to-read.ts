import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { Collection, Db } from "mongodb";
import type { Key } from "../entity-key";
import { entityReads } from "../known-things";
import type { EntityType } from "../subgraph-shape";

/** Which of the hub's own records are things of a type, and the field of their key. */
const OWN_THINGS: Readonly<Record<string, { readonly kind: EntryKind; readonly field: string }>> = {
  Activity: { kind: "ACTIVITY", field: "id" },
  Budget: { kind: "BUDGET", field: "id" },
  Organization: { kind: "ORGANIZATION", field: "id" },
  PlanItem: { kind: "PLAN_ITEM", field: "id" },
  ActionLine: { kind: "ACTION_LINE", field: "code" },
  Team: { kind: "ACTION_LINE", field: "id" },
  Place: { kind: "PLACE", field: "id" },
};

/** How far the reading of an agency's things has come round. */
interface ReadingRound {
  /** `<agency>/<type>`. */
  readonly _id: string;
  /** The last subject of the hub's own that was asked for; null at the beginning of a round. */
  readonly after: string | null;
}

const rounds = (db: Db): Collection<ReadingRound> => db.collection<ReadingRound>("entity_rounds");

export interface ThingsToRead {
  readonly db: Db;
  readonly agency: string;
  readonly entity: EntityType;
  /** How many at most. */
  readonly budget: number;
}

/**
 * Keys of things that an agency is to be asked about next: first those that it was asked about, the longest ago first;
 * then the hub's own things from where the last round ended, so that each comes to its turn whatever the budget.
 */
export async function thingsToRead({ db, agency, entity, budget }: ThingsToRead): Promise<readonly Key[]> {
  const told = await toldLongestAgo(db, agency, entity.name, Math.ceil(budget / 2));
  const own = await nextOwnThings(db, agency, entity, budget - told.length);
  return [...told, ...own];
}

async function toldLongestAgo(db: Db, agency: string, type: string, most: number): Promise<readonly Key[]> {
  const reads = await entityReads(db).find({ agency, type, known: true }).sort({ at: 1, _id: 1 }).limit(most).toArray();
  const versions = await versionsOf(db, "ENTITY")
    .find({ subject: { $in: reads.map(({ _id }) => _id) }, to: OPEN })
    .toArray();
  const keys = new Map(versions.map(({ subject, record }) => [subject, record.key]));
  return reads.map(({ _id }) => keys.get(_id)).filter((key) => key !== undefined);
}

async function nextOwnThings(db: Db, agency: string, { name: type, keys }: EntityType, most: number): Promise<readonly Key[]> {
  const own = OWN_THINGS[type];
  const isKey = own !== undefined && keys.some(({ selections }) => selections.length === 1 && nameOf(selections[0]) === own.field);
  if (!isKey || most <= 0) return [];
  const id = `${agency}/${type}`;
  const round = await rounds(db).findOne({ _id: id });
  const subjects = await subjectsAfter(db, own.kind, round?.after ?? null, most);
  const after = subjects.length < most ? null : (subjects.at(-1) ?? null);
  await rounds(db).updateOne({ _id: id }, { $set: { after } }, { upsert: true });
  return subjects.map((subject) => ({ [own.field]: subject }));
}

async function subjectsAfter(db: Db, kind: EntryKind, after: string | null, most: number): Promise<readonly string[]> {
  const found = versionsOf(db, kind).find({ to: OPEN, visibility: "PUBLIC", ...(after !== null && { subject: { $gt: after } }) });
  const versions = await found.sort({ subject: 1 }).limit(most).project<{ readonly subject: string }>({ subject: 1 }).toArray();
  return versions.map(({ subject }) => subject);
}

function nameOf(node: unknown): string | null {
  const { name } = (node ?? {}) as { readonly name?: { readonly value?: string } };
  return name?.value ?? null;
}
