import { contentHash } from "@actionline/log/canonical";
import { logEntries, logState, versionsOf } from "@actionline/log/collections";
import { type LogEntry, OPEN } from "@actionline/log/log-entry";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { Db } from "mongodb";

/** A log told without what may differ between two runs that did the same: sequences become ranks, instants are left out. */
export interface LogDigest {
  readonly entries: readonly string[];
  readonly versions: readonly string[];
  /** What is wrong with the log by itself, whatever another run did. */
  readonly faults: readonly string[];
}

/** @param kinds what is compared; a run's own report, for one, comes once more where a run was killed after its end */
export async function digestLog(db: Db, kinds: readonly EntryKind[]): Promise<LogDigest> {
  const all = await logEntries(db).find().sort({ _id: 1 }).toArray();
  const entries = all.filter(({ kind }) => kinds.includes(kind));
  const ranks = new Map(entries.map(({ _id }, index) => [_id, index + 1]));
  const rank = (sequence: number | null): string => (sequence === null || sequence === OPEN ? "-" : String(ranks.get(sequence)));
  const versions: string[] = [];
  const faults = await faultsOf(db, all);
  for (const kind of kinds) {
    for await (const { _id, subject, hash, from, to, record } of versionsOf(db, kind).find().sort({ subject: 1, from: 1 })) {
      versions.push(`${kind} ${subject} ${rank(from)} to ${rank(to)} ${hash}`);
      if (contentHash(record) !== hash) faults.push(`the content of version ${_id} isn't what its hash says`);
      if (!ranks.has(_id)) faults.push(`version ${_id} of ${subject} has no entry`);
    }
  }
  const told = entries.map(
    ({ _id, kind, subject, operation, hash, ends }) => `${rank(_id)} ${operation} ${kind} ${subject} ${hash} ends ${rank(ends)}`,
  );
  return { entries: told, versions, faults };
}

async function faultsOf(db: Db, entries: readonly LogEntry[]): Promise<string[]> {
  const state = await logState(db).findOne({ _id: "log" });
  const faults: string[] = [];
  if (state?.watermark !== entries.length) faults.push(`the watermark says ${state?.watermark}, and there are ${entries.length} entries`);
  entries.forEach(({ _id, at }, index) => {
    if (_id !== index + 1) faults.push(`entry ${_id} stands at place ${index + 1}`);
    const before = entries[index - 1];
    if (before !== undefined && at < before.at) faults.push(`entry ${_id} is older than the one before it`);
  });
  return faults;
}

/** In what two digests differ; the first few of each kind of difference. */
export function differences(found: LogDigest, expected: LogDigest): string[] {
  return [
    ...found.faults,
    ...listDifferences("entry", found.entries, expected.entries),
    ...listDifferences("version", found.versions, expected.versions),
  ];
}

function listDifferences(what: string, found: readonly string[], expected: readonly string[]): string[] {
  const missing = minus(expected, found).map((line) => `${what} missing: ${line}`);
  const extra = minus(found, expected).map((line) => `${what} too much: ${line}`);
  return [...missing.slice(0, 5), ...extra.slice(0, 5), ...(missing.length + extra.length > 10 ? [`and ${what}s more`] : [])];
}

/** What is in the first list and not in the second, counted: a line that stands twice in one must stand twice in the other. */
function minus(first: readonly string[], second: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of second) counts.set(line, (counts.get(line) ?? 0) + 1);
  return first.filter((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left <= 0;
  });
}
