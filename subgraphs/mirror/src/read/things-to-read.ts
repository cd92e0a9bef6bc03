import { canonicalText } from "@actionline/log/canonical";
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
  /** `<agency>/<type>`, and `/reported` for what the agency reported itself. */
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
 * Keys of things that an agency is to be asked about next: those that it told something of, the longest ago first; those
 * that it reported itself; then all that the hub holds. Each of the last two goes on where it ended before, so that every
 * thing comes to its turn whatever the budget.
 */
export async function thingsToRead({ db, agency, entity, budget }: ThingsToRead): Promise<readonly Key[]> {
  const third = Math.ceil(budget / 3);
  const told = await toldLongestAgo(db, agency, entity.name, third);
  const own = ownThingsOf(entity);
  if (own === null) return told;
  const reported = await nextThings(db, `${agency}/${entity.name}/reported`, own, third, `${agency}:`);
  const others = await nextThings(db, `${agency}/${entity.name}`, own, budget - told.length - reported.length, "");
  return withoutTwins([...told, ...reported, ...others]);
}

async function toldLongestAgo(db: Db, agency: string, type: string, most: number): Promise<readonly Key[]> {
  const reads = await entityReads(db).find({ agency, type, known: true }).sort({ at: 1, _id: 1 }).limit(most).toArray();
  const versions = await versionsOf(db, "ENTITY")
    .find({ subject: { $in: reads.map(({ _id }) => _id) }, to: OPEN })
    .toArray();
  const keys = new Map(versions.map(({ subject, record }) => [subject, record.key]));
  return reads.map(({ _id }) => keys.get(_id)).filter((key) => key !== undefined);
}

type OwnThings = (typeof OWN_THINGS)[string];

/** Null for a type whose things the hub holds no records of, or that the agency knows by another key. */
function ownThingsOf({ name, keys }: EntityType): OwnThings | null {
  const own = OWN_THINGS[name];
  const isKey = keys.some(({ selections }) => selections.length === 1 && nameOf(selections[0]) === own?.field);
  return own === undefined || !isKey ? null : own;
}

async function nextThings(db: Db, round: string, { kind, field }: OwnThings, most: number, prefix: string): Promise<readonly Key[]> {
  if (most <= 0) return [];
  const ended = await rounds(db).findOne({ _id: round });
  const subjects = await subjectsAfter(db, kind, ended?.after ?? prefix, most, prefix);
  const after = subjects.length < most ? null : (subjects.at(-1) ?? null);
  await rounds(db).updateOne({ _id: round }, { $set: { after } }, { upsert: true });
  return subjects.map((subject) => ({ [field]: subject }));
}

async function subjectsAfter(db: Db, kind: EntryKind, after: string, most: number, prefix: string): Promise<readonly string[]> {
  const within = prefix === "" ? {} : { $lt: `${prefix}\uffff` };
  const found = versionsOf(db, kind).find({ to: OPEN, visibility: "PUBLIC", subject: { $gt: after, ...within } });
  const versions = await found.sort({ subject: 1 }).limit(most).project<{ readonly subject: string }>({ subject: 1 }).toArray();
  return versions.map(({ subject }) => subject);
}

function withoutTwins(keys: readonly Key[]): readonly Key[] {
  return [...new Map(keys.map((key) => [canonicalText(key), key])).values()];
}

function nameOf(node: unknown): string | null {
  const { name } = (node ?? {}) as { readonly name?: { readonly value?: string } };
  return name?.value ?? null;
}
