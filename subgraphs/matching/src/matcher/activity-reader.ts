import { versionsOf } from "@actionline/log/collections";
import type { Version } from "@actionline/log/log-entry";
import type { BudgetRecord } from "@actionline/schema/contract/records";
import type { Visibility } from "@actionline/schema/entry-kind";
import type { StoredActivity } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import { type ActivityFeatures, featuresOf } from "../features/activity-features";

/** A version of an activity, read for comparing. */
export interface ReadActivity {
  readonly sequence: number;
  readonly visibility: Visibility;
  readonly record: StoredActivity;
  readonly features: ActivityFeatures;
}

type Found = Pick<Version<StoredActivity>, "_id" | "subject" | "visibility"> & { readonly record: StoredActivity | null };

/** What no comparison looks at stays in the database. */
const LEFT_OUT = { "record.description": 0, "record.sectors": 0, "record.sdgs": 0, "record.suggestions": 0, hash: 0 } as const;

/** What held at a sequence: a version begins at its own. */
export const heldAt = (sequence: number) => ({ _id: { $lte: sequence }, to: { $gt: sequence } });

/** Reads activities with what reviewers decided on them, as they were at a sequence. */
export class ActivityReader {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Every activity at a sequence, ascending by version, without holding more than a batch. */
  async *all(sequence: number): AsyncGenerator<ReadActivity> {
    const accepted = await this.#accepted(sequence, null);
    const found = versionsOf(this.#db, "ACTIVITY").find(heldAt(sequence)).sort({ _id: 1 }).project<Found>(LEFT_OUT);
    for await (const version of found) yield* asRead(version, accepted);
  }

  /** The given versions with the reviews that hold at a sequence; what was redacted is left out. */
  async versions(ids: readonly number[], sequence: number): Promise<ReadActivity[]> {
    if (ids.length === 0) return [];
    const found = await versionsOf(this.#db, "ACTIVITY")
      .find({ _id: { $in: [...ids] } })
      .project<Found>(LEFT_OUT)
      .toArray();
    return this.#read(found, sequence);
  }

  /** The activities of the given ids at a sequence, those that there are. */
  async subjects(subjects: readonly string[], sequence: number): Promise<ReadActivity[]> {
    if (subjects.length === 0) return [];
    const found = await versionsOf(this.#db, "ACTIVITY")
      .find({ subject: { $in: [...subjects] }, ...heldAt(sequence) })
      .project<Found>(LEFT_OUT)
      .toArray();
    return this.#read(found, sequence);
  }

  /** The same one with its amounts, for what they add to an assertion. */
  async withBudgets(read: readonly ReadActivity[], sequence: number): Promise<Map<string, ActivityFeatures>> {
    const ids = read.map(({ record }) => record.id);
    const found = await versionsOf(this.#db, "BUDGET")
      .find({ "record.activity": { $in: ids }, ...heldAt(sequence) })
      .project<{ record: BudgetRecord }>({
        "record.activity": 1,
        "record.measure": 1,
        "record.revision": 1,
        "record.period": 1,
        "record.value": 1,
      })
      .sort({ _id: 1 })
      .toArray();
    const budgets = grouped(found.map(({ record }) => [record.activity ?? "", record] as const));
    const accepted = await this.#accepted(sequence, ids);
    const features = ({ id }: StoredActivity) => ({ accepted: accepted.get(id) ?? [], budgets: budgets.get(id) ?? [] });
    return new Map(read.map(({ record }) => [record.id, featuresOf(record, features(record))]));
  }

  async #read(found: readonly Found[], sequence: number): Promise<ReadActivity[]> {
    const accepted = await this.#accepted(
      sequence,
      found.map(({ subject }) => subject),
    );
    return found.flatMap((version) => asRead(version, accepted));
  }

  /** What taking in a batch of changes asks of the database, read at once. */
  async beside(subjects: readonly string[], ended: readonly number[], upTo: number): Promise<BesideChanges> {
    const [versions, reviews] = await Promise.all([
      this.versions(ended, upTo),
      versionsOf(this.#db, "REVIEW")
        .find({ "record.decision": "ACCEPTED", "record.activity": { $in: [...subjects] }, _id: { $lte: upTo } })
        .project<HeldReview>({ "record.activity": 1, "record.item": 1, to: 1 })
        .toArray(),
    ]);
    const features = new Map(versions.map((version) => [version.sequence, version.features]));
    const byActivity = grouped(reviews.map((review) => [review.record.activity, review] as const));
    return {
      featuresOfEnded: (sequence) => features.get(sequence) ?? null,
      acceptedAt: (activity, at) =>
        (byActivity.get(activity) ?? []).flatMap(({ _id, to, record }) =>
          _id <= at && at < to && record.item !== null ? record.item : [],
        ),
    };
  }

  /** Items that reviewers accepted, by activity. */
  async #accepted(sequence: number, activities: readonly string[] | null): Promise<Map<string, string[]>> {
    const found = versionsOf(this.#db, "REVIEW")
      .find({
        "record.decision": "ACCEPTED",
        ...(activities !== null && { "record.activity": { $in: [...activities] } }),
        ...heldAt(sequence),
      })
      .project<HeldReview>({ "record.activity": 1, "record.item": 1 });
    const pairs: (readonly [string, string])[] = [];
    for await (const { record } of found) if (record.item !== null) pairs.push([record.activity, record.item]);
    return grouped(pairs);
  }
}

interface HeldReview {
  readonly _id: number;
  readonly to: number;
  readonly record: { readonly activity: string; readonly item: string | null };
}

/** What stands beside changes: versions that they end, and what reviewers had accepted at each. */
export interface BesideChanges {
  featuresOfEnded(sequence: number): ActivityFeatures | null;
  acceptedAt(activity: string, sequence: number): string[];
}

function grouped<T>(pairs: Iterable<readonly [string, T]>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) {
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [value]);
    else known.push(value);
  }
  return groups;
}

/** A version as it is compared; none where its content was redacted. */
function asRead({ _id: sequence, visibility, record }: Found, accepted: ReadonlyMap<string, string[]>): ReadActivity[] {
  if (record === null || record === undefined) return [];
  return [{ sequence, visibility, record, features: featuresOf(record, { accepted: accepted.get(record.id) ?? [] }) }];
}
