import { contentHash } from "@actionline/log/canonical";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { StoredActivity } from "@actionline/schema/hub-records";
import { type RehearsedRun, subjectsOf } from "./rehearsed-run";

/** The agency's activities that a run altered. */
export interface AlteredActivities {
  /** Subjects of those that were there before. */
  readonly before: readonly string[];
  /** Subjects of those that are there now. */
  readonly after: readonly string[];
  /** Deleted ones that came back under another id, as far as their content tells. */
  readonly reidentified: number;
}

/** Which of its activities a run altered, and which of them only got another id. */
export async function effectOnRecords({ scratch, agency, before }: RehearsedRun): Promise<AlteredActivities> {
  const [old, now] = [new Map<string, StoredActivity>(), new Map<string, StoredActivity>()];
  const altered = { subject: subjectsOf(agency), $or: [{ _id: { $gt: before } }, { to: { $ne: OPEN } }] };
  for await (const { _id, subject, to, record } of versionsOf(scratch, "ACTIVITY").find(altered)) {
    if (_id <= before && to > before) old.set(subject, record);
    if (to === OPEN) now.set(subject, record);
  }
  const come = new Set([...now].filter(([subject]) => !old.has(subject)).map(([, record]) => likenessOf(record)));
  const gone = [...old].filter(([subject]) => !now.has(subject)).map(([, record]) => likenessOf(record));
  return { before: [...old.keys()], after: [...now.keys()], reidentified: gone.filter((likeness) => come.has(likeness)).length };
}

/** What stays when an activity gets another id. */
const likenessOf = ({ title, period, activityKind }: StoredActivity): string => contentHash({ title, period, activityKind });
