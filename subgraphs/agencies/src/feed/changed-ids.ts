import { canonicalText, textHash } from "@actionline/log/canonical";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { ActivityRecord } from "@actionline/schema/contract/records";
import type { Feed, FeedError } from "./feed-item";
import { idOfChange } from "./handed-on";
import type { HarvestTask } from "./harvest";
import { SeenTable } from "./seen-table";
import { Turns } from "./turns";

/** So many records at least, and this share of what is held, under new ids: fewer may be alike by chance. */
const [LEAST, SHARE] = [3, 0.2];
/** New records that are remembered; more tell nothing else. */
const MOST_NEW = 200_000;
const MOST_EXAMPLES = 3;

type Likeness = Pick<ActivityRecord, "title" | "period" | "places">;

/**
 * Looks through a list before any of it goes in, where the hub holds records of its source: whether many of those would
 * vanish while the same works come under other ids. They would be counted twice until somebody released the deletions, and
 * every citation, review and link would stay behind with the old ids.
 */
export async function findChangedIds(task: Pick<HarvestTask, "db" | "source" | "validator">, feed: Feed): Promise<FeedError | null> {
  const held = await heldIds(task);
  if (held.size < LEAST) return null;
  const listed = await read(task, feed, held);
  return listed === null || listed.isNew.size < LEAST ? null : compare(task, listed, held.size);
}

interface Listed {
  readonly ids: SeenTable;
  /** By what a work is recognised by, the id that it comes under now. */
  readonly isNew: NewWorks;
}

/** Works under ids that the hub doesn't hold, by what they are recognised by. */
class NewWorks {
  readonly #ids = new Map<string, string[]>();
  size = 0;

  add(likeness: string, id: string): void {
    if (this.size >= MOST_NEW) return;
    this.size += 1;
    const alike = this.#ids.get(likeness);
    if (alike === undefined) this.#ids.set(likeness, [id]);
    else alike.push(id);
  }

  /** Each of them is what became of one record at most. */
  takeOne(likeness: string): string | undefined {
    return this.#ids.get(likeness)?.pop();
  }
}

async function heldIds({ db, source }: Pick<HarvestTask, "db" | "source">): Promise<SeenTable> {
  const ids = new SeenTable();
  const held = versionsOf(db, "ACTIVITY").find({ "record.source": source.id, to: OPEN }, { batchSize: 1_000 });
  for await (const { subject } of held.project<{ readonly subject: string }>({ subject: 1 })) ids.note(subject);
  return ids;
}

/** Null where it doesn't list everything, or broke off. */
async function read({ validator }: Pick<HarvestTask, "validator">, feed: Feed, held: SeenTable): Promise<Listed | null> {
  const ids = new SeenTable();
  const isNew = new NewWorks();
  const turns = new Turns();
  let listsEverything = false;
  for await (const items of feed.read()) {
    for (const item of items) {
      if (item.type === "END") ({ listsEverything } = item);
      else if (item.type === "UNREADABLE" && item.id !== null) ids.note(item.id);
      else if (item.type === "PUBLISHED") note(item.changes[0]?.change, validator, { ids, isNew, held });
      await turns.pause();
    }
  }
  return listsEverything ? { ids, isNew } : null;
}

function note(change: unknown, validator: HarvestTask["validator"], { ids, isNew, held }: Listed & { readonly held: SeenTable }): void {
  const id = idOfChange(change);
  if (id === null) return;
  ids.note(id);
  if (held.has(id)) return;
  // As the hub would hold it: without the codes that it would set aside.
  const { record } = validator.check(change);
  if (record?.kind === "ACTIVITY") isNew.add(likeness(record), id);
}

async function compare(
  { db, source }: Pick<HarvestTask, "db" | "source">,
  { ids, isNew }: Listed,
  held: number,
): Promise<FeedError | null> {
  const examples: string[] = [];
  let changed = 0;
  const records = versionsOf(db, "ACTIVITY").find({ "record.source": source.id, to: OPEN }, { batchSize: 1_000 });
  const fields = { subject: 1, "record.title": 1, "record.period": 1, "record.places": 1 } as const;
  for await (const { subject, record } of records.project<{ readonly subject: string; readonly record: Likeness }>(fields)) {
    const now = ids.has(subject) ? undefined : isNew.takeOne(likeness(record));
    if (now === undefined) continue;
    changed += 1;
    if (examples.length < MOST_EXAMPLES) examples.push(`${subject} is now ${now}`);
  }
  return changed >= Math.max(LEAST, held * SHARE) ? idsChanged(changed, held, examples, source.id) : null;
}

function likeness({ title, period, places = [] }: Likeness): string {
  const codes = [...new Set(places.map(({ place }) => place))].sort();
  return textHash(canonicalText([title[0]?.text.trim().toLowerCase(), period.start ?? null, codes])).slice(0, 32);
}

function idsChanged(changed: number, held: number, examples: readonly string[], source: string): FeedError {
  const message =
    `${changed} of ${held} activities would vanish, and come again with the same title, start and places under other ids: ` +
    `${examples.join("; ")}. Nothing was written. Keep each work's id as it was; if the new ids are meant, ` +
    `harvest ${source} again with the deletions released (feed --release-deletions).`;
  return { code: "IDS_CHANGED", message };
}
