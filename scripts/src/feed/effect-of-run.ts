import { contentHash } from "@actionline/log/canonical";
import { versionsOf } from "@actionline/log/collections";
import { OPEN, type Version } from "@actionline/log/log-entry";
import type { StoredActivity } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";

/** What a run did to an agency's activities, beyond its counts. */
export interface RunEffect {
  /** Deleted ones that came back under another id, as far as their content tells. */
  readonly reidentified: number;
  /** Items that none of them is about any more. */
  readonly opened: number;
  /** Items that they are about for the first time. */
  readonly filled: number;
}

/** Compares an agency's activities before and after a run, in the database that it ran in. */
export async function effectOfRun(db: Db, agency: string, before: number): Promise<RunEffect> {
  const [old, now] = [new Map<string, StoredActivity>(), new Map<string, StoredActivity>()];
  const ofAgency = { subject: { $gte: `${agency}:`, $lt: `${agency};` } };
  for await (const { subject, from, to, record } of versionsOf(db, "ACTIVITY").find(ofAgency) as AsyncIterable<Version<StoredActivity>>) {
    if (from <= before && to > before) old.set(subject, record);
    if (to === OPEN) now.set(subject, record);
  }
  const gone = [...old].filter(([subject]) => !now.has(subject)).map(([, record]) => likenessOf(record));
  const come = new Set([...now].filter(([subject]) => !old.has(subject)).map(([, record]) => likenessOf(record)));
  const [itemsBefore, itemsAfter] = [itemsOf(old), itemsOf(now)];
  return {
    reidentified: gone.filter((likeness) => come.has(likeness)).length,
    opened: [...itemsBefore].filter((item) => !itemsAfter.has(item)).length,
    filled: [...itemsAfter].filter((item) => !itemsBefore.has(item)).length,
  };
}

/** What stays when an activity gets another id. */
const likenessOf = ({ title, period, activityKind }: StoredActivity): string => contentHash({ title, period, activityKind });

function itemsOf(records: ReadonlyMap<string, StoredActivity>): Set<string> {
  return new Set([...records.values()].flatMap(({ items = [] }) => items.map(({ item }) => item)));
}
