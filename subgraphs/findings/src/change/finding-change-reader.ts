import type { Principal } from "@actionline/kit/access";
import { SubscribedEvent } from "@actionline/kit/subscription/subscribed-event";
import { readWatermark } from "@actionline/log/as-of";
import { versionsOf } from "@actionline/log/collections";
import { instantsOf } from "@actionline/log/instants";
import type { Version } from "@actionline/log/log-entry";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import type { Db } from "mongodb";
import { maySee } from "../may-see";
import type { FindingChange } from "./finding-change";

const BATCH = 200;

/** One version of a finding, the one before it, and when they changed places. */
interface Step {
  readonly now: Version<FindingRecord>;
  readonly before: FindingRecord | null;
  readonly at: Date;
}

/** Reads the log for changes of findings, further with each time; what its asker may not see leaves no trace in what it gives. */
export class FindingChangeReader {
  readonly #db: Db;
  readonly #principal: Principal;
  readonly #isMeant: (finding: FindingRecord) => boolean;
  #after: number;

  constructor(db: Db, principal: Principal, isMeant: (finding: FindingRecord) => boolean, after: number) {
    this.#db = db;
    this.#principal = principal;
    this.#isMeant = isMeant;
    this.#after = after;
  }

  /** What has changed since the last time, in order; where it is more than `most`, not all of it. */
  async read(most: number): Promise<SubscribedEvent<FindingChange>[]> {
    const end = await readWatermark(this.#db);
    const found: SubscribedEvent<FindingChange>[] = [];
    while (this.#after < end && found.length <= most) {
      const versions = await this.#versionsUpTo(end);
      for (const step of await this.#stepsOf(versions)) found.push(...this.#told(step));
      this.#after = versions.length < BATCH ? end : (versions.at(-1)?._id ?? end);
    }
    return found;
  }

  #versionsUpTo(end: number): Promise<Version<FindingRecord>[]> {
    return versionsOf(this.#db, "FINDING")
      .find({ _id: { $gt: this.#after, $lte: end } })
      .sort({ _id: 1 })
      .limit(BATCH)
      .toArray();
  }

  async #stepsOf(versions: readonly Version<FindingRecord>[]): Promise<Step[]> {
    if (versions.length === 0) return [];
    const sequences = versions.map(({ _id }) => _id);
    const instants = await instantsOf(this.#db, sequences);
    const ended = await versionsOf(this.#db, "FINDING")
      .find({ to: { $in: sequences } })
      .toArray();
    const before = new Map(ended.map(({ to, record }) => [to, record]));
    return versions.flatMap((now) => {
      const at = instants.get(now._id);
      return at === undefined ? [] : [{ now, before: before.get(now._id) ?? null, at }];
    });
  }

  #told({ now: { record, _id: sequence }, before, at }: Step): SubscribedEvent<FindingChange>[] {
    if (!this.#sees(record, at) || !this.#isMeant(record)) return [];
    const seen = before !== null && this.#sees(before, at) ? before : null;
    if (seen !== null && seen.state === record.state && seen.replies.length === record.replies.length) return [];
    return [SubscribedEvent.of({ sequence, instant: at }, { finding: record.id, stateBefore: seen?.state ?? null })];
  }

  #sees(record: FindingRecord, at: Date): boolean {
    return maySee(record, this.#principal, at);
  }
}
