import type { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { Db } from "mongodb";
import { atMostEverySecond } from "../../hub/tell-hub";

/** What decides who answers for a cell, and where anything is expected. */
const OF_THE_GRID: readonly EntryKind[] = ["FACILITATOR", "EXPECTATION"];

/** What others report, and what was decided about it. */
const OF_OTHERS: readonly EntryKind[] = [
  ...(["ORGANIZATION", "AGENCY", "SOURCE", "HARVEST", "ACTIVITY", "BUDGET", "SCOPE", "OUTPUT"] as const),
  ...(["REVIEW", "STATEMENT", "COMMITMENT", "WITHDRAWAL", "OVERLAP", "OVERLAP_DECISION"] as const),
];
const BATCH = 1_000;

export interface Bringing {
  /** The hub of the folder; an empty one holds nothing. */
  readonly from: Db;
  readonly into: Appender;
  readonly agency: string;
  /** Whether others' records come too. */
  readonly all: boolean;
  readonly say: (line: string) => void;
}

/**
 * Enters what holds now in a hub into a scratch log, as entries of that log's own space. What the agency's sources brought
 * there stays behind: its files say it anew.
 */
export async function bringBeside({ from, into, agency, all, say }: Bringing): Promise<void> {
  const slowly = atMostEverySecond(say);
  let brought = 0;
  for (const kind of all ? [...OF_OTHERS, ...OF_THE_GRID] : OF_THE_GRID) {
    let batch: Change[] = [];
    const versions = versionsOf(from, kind).find({ to: OPEN, record: { $ne: null }, visibility: "PUBLIC" } as never);
    for await (const { subject, owner, record } of versions) {
      if (isOfFiles(agency, kind, subject, record)) continue;
      batch.push({ kind, subject, operation: "UPSERT", owner, record } as Change);
      if (batch.length < BATCH) continue;
      brought += (await into.append(batch)).added;
      batch = [];
      slowly(`${brought} records of others…`);
    }
    await into.append(batch);
  }
}

/** Whether it came by one of the agency's own sources; what was declared in the hub itself is kept. */
function isOfFiles(agency: string, kind: EntryKind, subject: string, record: object | null): boolean {
  if (kind === "AGENCY") return subject === agency;
  const source = kind === "SOURCE" || kind === "HARVEST" ? subject : record !== null && "source" in record ? String(record.source) : "";
  return source.startsWith(`${agency}/`);
}
