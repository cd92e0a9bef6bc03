import { harvest } from "@actionline/agencies/feed/harvest";
import { knownCodes } from "@actionline/agencies/feed/harvest-file";
import { carriedOver, reportEntry } from "@actionline/agencies/feed/last-report";
import type { Change } from "@actionline/log/log-entry";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import { createValidator } from "@actionline/schema/validator/validator";
import type { Demonstration, DemonstrationFailure } from "../demonstration/demonstration";
import type { Hub } from "./open-hub";

const OWNER = "hub:demonstration";

/** Where the demonstration set comes in: like any agency's records, through the feed path. */
type Receiver = Pick<Hub, "client" | "db" | "appender">;

/**
 * Loads the set; loading it again changes nothing.
 *
 * @param onProgress is told before each feed, and waited for
 */
export async function loadDemonstration(
  hub: Receiver,
  set: Demonstration,
  onProgress: (done: number, of: number) => void | Promise<void>,
): Promise<void> {
  await hub.appender.append([
    ...upserts("ORGANIZATION", set.organizations),
    ...upserts("AGENCY", set.agencies),
    ...upserts("SOURCE", set.sources),
    ...upserts("FACILITATOR", set.facilitators),
    ...upserts("EXPECTATION", set.expectations),
    ...upserts("STATEMENT", set.statements),
    ...upserts("COMMITMENT", set.commitments),
  ]);
  const validator = createValidator(knownCodes());
  for (const [index, { source: id, harvestedAt, changes, faults }] of set.feeds.entries()) {
    await onProgress(index, set.feeds.length);
    const source = set.sources.find((known) => known.id === id);
    if (source === undefined) throw new Error(`The demonstration set feeds ${id}, which it doesn't describe.`);
    const input = { records: [...changes, ...faults], complete: true };
    const report = await harvest({ ...hub, source, input, validator, clock: () => harvestedAt });
    const { refused } = report.counts;
    if (refused !== faults.length)
      throw new Error(`${refused} records of ${id} were refused, not ${faults.length}: ${report.issues[0]?.rule}.`);
  }
  for (const failure of set.failures) await noteFailure(hub, failure);
}

function upserts<K extends EntryKind>(kind: K, records: readonly (RecordOfKind[K] & { readonly id: string })[]): Change[] {
  return records.map((record) => ({ kind, subject: record.id, operation: "UPSERT", owner: OWNER, record }));
}

/** A failed harvest deletes nothing and leaves the last good one standing. */
async function noteFailure({ db, appender }: Receiver, failure: DemonstrationFailure): Promise<void> {
  const record: HarvestRecord = {
    source: failure.source,
    run: `${failure.source} ${failure.startedAt.toISOString()}`,
    startedAt: failure.startedAt.toISOString(),
    finishedAt: failure.finishedAt.toISOString(),
    outcome: "FAILED",
    error: { code: failure.code, message: failure.message },
    counts: { read: 0, accepted: 0, refused: 0, added: 0, changed: 0, unchanged: 0, deleted: 0, held: 0 },
    issues: [],
    ...(await carriedOver(db, failure.source)),
  };
  await appender.append([reportEntry(record)]);
}
