import { hubError } from "@actionline/kit/hub-error";
import type { Alongside, Appended, Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import type { Change } from "@actionline/log/log-entry";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import type { ClientSession } from "mongodb";

/** A finding to be written, and the version that it was worked out from; null for a new one, and no record for one that goes. */
export interface FindingWrite {
  readonly id: string;
  readonly record: FindingRecord | null;
  readonly from: number | null;
  readonly owner: string;
}

/** All that writing findings asks of the log's one writer. */
export type FindingAppender = Pick<Appender, "append" | "db">;

/** Writes findings. Each stands in the log as private: who sees it is the findings' own rule, never the log's. */
export class FindingLog {
  readonly #appender: FindingAppender;

  constructor(appender: FindingAppender) {
    this.#appender = appender;
  }

  /** All or none; refuses with VERSION_CONFLICT what was worked out from a version that isn't there any more. */
  write(writes: readonly FindingWrite[], alongside?: Alongside): Promise<Appended> {
    return this.#appender.append(writes.map(changeOf), async (session, appended) => {
      // First what else is written: that the same request was done meanwhile says more than that the finding has changed.
      await alongside?.(session, appended);
      await this.#refuseMoved(writes, session, appended);
    });
  }

  /** In the transaction of the write itself, so that nothing comes between the check and the write. */
  async #refuseMoved(writes: readonly FindingWrite[], session: ClientSession, appended: Appended): Promise<void> {
    const before = appended.sequence - appended.added - appended.changed - appended.deleted;
    const found = await versionsOf(this.#appender.db, "FINDING")
      .find({ subject: { $in: writes.map(({ id }) => id) }, from: { $lte: before }, to: { $gt: before } }, { session })
      .project<{ _id: number; subject: string }>({ subject: 1 })
      .toArray();
    const heads = new Map(found.map(({ _id, subject }) => [subject, _id]));
    for (const { id, from } of writes) if ((heads.get(id) ?? null) !== from) throw movedSince(from, heads.get(id) ?? null);
  }
}

/** A finding that changed since it was read. */
export const movedSince = (expectedVersion: number | null, currentVersion: number | null): Error =>
  hubError("VERSION_CONFLICT", "The finding changed since you read it; read it again and decide anew.", {
    expectedVersion,
    currentVersion,
  });

function changeOf({ id, record, owner }: FindingWrite): Change<"FINDING"> {
  return { kind: "FINDING", subject: id, operation: record === null ? "DELETE" : "UPSERT", owner, visibility: "PRIVATE", record };
}
