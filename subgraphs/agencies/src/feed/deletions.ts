import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import type { SourceRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import type { KindCounts } from "./guard";
import type { PublishedIds } from "./published-ids";
import { HARVESTED_KINDS, type HarvestedKind } from "./stored-record";

/** Kinds whose records a full list may take away. Organizations stay: others may name them, and they are no evidence. */
export const LISTED_KINDS = ["ACTIVITY", "BUDGET", "SCOPE", "OUTPUT"] as const;
/** Kinds whose records don't say by which source they came. */
const OF_AGENCY: ReadonlySet<HarvestedKind> = new Set<HarvestedKind>(["ORGANIZATION", "ENTITY"]);
const MOST_WAITING = 1_000;
/** Records that a look through all of a source holds at a time: a cursor's own batches are as large as 16 MB. */
const AT_A_TIME = { batchSize: 1_000 } as const;

export interface Deletion {
  readonly change: Change;
  /** A budget that others of the same activity stand for now: a change of the activity, which no guard holds. */
  readonly replaced: boolean;
}

/** What a run would delete, counted before any of it is deleted. */
export interface DeletionCounts {
  readonly replaced: number;
  readonly vanished: number;
  readonly byKind: KindCounts;
  /** The first thousand ids of what vanished. */
  readonly waiting: readonly string[];
}

/** What a run's deletions are worked out from. */
export interface Published {
  readonly db: Db;
  readonly source: SourceRecord;
  readonly published: PublishedIds;
  readonly listsEverything: boolean;
}

/** How many records the hub holds from a source, by kind. */
export async function countHeld(db: Db, source: SourceRecord): Promise<KindCounts> {
  const counts: Partial<Record<HarvestedKind, number>> = {};
  for (const kind of HARVESTED_KINDS) {
    const count = await versionsOf(db, kind).countDocuments(heldFrom(source, kind));
    if (count > 0) counts[kind] = count;
  }
  return counts;
}

/** How many of them are records that a source lists: values of agencies' own fields come and go by other ways too. */
export async function countListed(db: Db, source: SourceRecord): Promise<number> {
  const { ENTITY: _values, ...records } = await countHeld(db, source);
  return Object.values(records).reduce((sum, count) => sum + count, 0);
}

export async function countDeletions(run: Published): Promise<DeletionCounts> {
  const byKind: Partial<Record<HarvestedKind, number>> = {};
  const waiting: string[] = [];
  let replaced = 0;
  let vanished = 0;
  for await (const deletion of deletions(run)) {
    const kind = deletion.change.kind as HarvestedKind;
    if (deletion.replaced) {
      replaced += 1;
      continue;
    }
    vanished += 1;
    byKind[kind] = (byKind[kind] ?? 0) + 1;
    if (waiting.length < MOST_WAITING) waiting.push(deletion.change.subject);
  }
  return { replaced, vanished, byKind, waiting };
}

/** What a run takes away, one after the other: what a full list no longer has, and what was expressly deleted. */
export async function* deletions(run: Published): AsyncGenerator<Deletion> {
  if (run.listsEverything) for (const kind of LISTED_KINDS) yield* missing(run, kind);
  for (const kind of HARVESTED_KINDS) {
    for await (const id of namedDeletions(run, kind)) {
      // What a full list doesn't have was among the missing already.
      if (run.listsEverything && isListed(kind) && !run.published.has(kind, id)) continue;
      yield { change: deletionOf(kind, id, run), replaced: false };
    }
  }
}

/** Ids of DELETEs that the hub doesn't hold from this source. */
export async function unknownDeletions(run: Published): Promise<string[]> {
  const unknown = new Set(run.published.deleted.keys());
  for (const kind of HARVESTED_KINDS) for await (const id of namedDeletions(run, kind)) unknown.delete(id);
  return [...unknown];
}

async function* missing(run: Published, kind: (typeof LISTED_KINDS)[number]): AsyncGenerator<Deletion> {
  const { db, source, published } = run;
  const held = versionsOf(db, kind)
    .find(heldFrom(source, kind), AT_A_TIME)
    .project<{ subject: string; record?: { activity?: string } }>({ subject: 1, "record.activity": 1 });
  for await (const { subject, record } of held) {
    const activity = record?.activity ?? null;
    if (published.has(kind, subject) || (activity !== null && published.wasRefused("ACTIVITY", activity))) continue;
    yield { change: deletionOf(kind, subject, run), replaced: activity !== null && published.hasAmounts(activity) };
  }
}

/** Ids of one kind whose deletion was asked for by name and that the hub holds from this source. */
export async function* namedDeletions({ db, source, published }: Published, kind: HarvestedKind): AsyncGenerator<string> {
  const ids = published.namedFor(kind);
  if (ids.length === 0) return;
  const held = versionsOf(db, kind)
    .find({ ...heldFrom(source, kind), subject: { $in: ids } }, AT_A_TIME)
    .project<{ subject: string }>({ subject: 1 });
  for await (const { subject } of held) yield subject;
}

const isListed = (kind: HarvestedKind): boolean => LISTED_KINDS.some((listed) => listed === kind);

function deletionOf(kind: HarvestedKind, subject: string, { source, published }: Published): Change {
  const { into, origin } = published.endOf(subject);
  return { kind, subject, operation: "DELETE", owner: source.agency, record: null, into, origin };
}

/** What the hub holds from a source. */
export function heldFrom(source: SourceRecord, kind: HarvestedKind): object {
  return { ...(OF_AGENCY.has(kind) ? { owner: source.agency } : { "record.source": source.id }), to: OPEN };
}
