import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import type { HarvestOutcome, HarvestRecord } from "@actionline/schema/hub-records";
import { countDeletions, type Deletion, deletions, unknownDeletions } from "./deletions";
import type { FeedError } from "./feed-item";
import { GUARD_DEFAULTS, grewTooFast, type KindCounts } from "./guard";
import type { HarvestRun } from "./harvest-run";
import { type HarvestState, writeHarvestState } from "./harvest-state";
import { decideDeletions } from "./held-deletions";
import { clearRepaired } from "./quarantine";

interface Held {
  readonly held: number;
  readonly error: FeedError | null;
  readonly waiting: readonly string[];
}

const NOTHING_HELD: Held = { held: 0, error: null, waiting: [] };

/** Ends a run: deletes what is gone, where it may, and writes the run's report into the log. */
export async function finishRun(run: HarvestRun): Promise<HarvestRecord> {
  const { error } = run.end;
  // A reading that broke off says nothing about what it didn't reach.
  const deleting = error === null ? await applyDeletions(run) : NOTHING_HELD;
  noteGrowth(run);
  const record = await reportOf(run, error ?? deleting.error, deleting.held);
  await writeReport(run, record, deleting.waiting);
  return record;
}

async function applyDeletions(run: HarvestRun): Promise<Held> {
  const { db, source } = run.task;
  const published = { db, source, published: run.published, listsEverything: run.end.listsEverything };
  for (const id of await unknownDeletions(published)) run.tally.note("OPERATION_UNKNOWN_RECORD", "", id, "DELETE");
  const counts = await countDeletions(published);
  const { error, held, replacedToo } = decideDeletions(run, counts);
  const due = counts.replaced + counts.vanished - held;
  if (due > 0) await deleteInBatches(run, deletions(published), { vanishedToo: error === null, replacedToo });
  return error === null ? NOTHING_HELD : { held, error, waiting: counts.waiting };
}

/**
 * The guard's word is written down with the first batch, so that a run cut short here isn't judged by what is left.
 * What is gone is found a second time rather than kept: there may be as much of it as the source has records.
 */
async function deleteInBatches(
  run: HarvestRun,
  found: AsyncIterable<Deletion>,
  due: { readonly vanishedToo: boolean; readonly replacedToo: boolean },
): Promise<void> {
  const progress = { phase: "DELETING", release: due.vanishedToo } as const;
  for await (const { change, replaced } of found) {
    if (replaced ? !due.replacedToo : !due.vanishedToo) continue;
    run.writer.add(change, 0);
    if (run.writer.isFull) await run.writer.send(progress);
  }
  await run.writer.send(progress);
  await run.writer.arrived();
}

function noteGrowth({ task, tally, writer }: HarvestRun): void {
  const before = total(writer.state.held);
  const { added } = writer.state.counts;
  const { growthShare } = { ...GUARD_DEFAULTS, ...task.options?.guard };
  if (grewTooFast(before, added, growthShare)) tally.note("GROWTH", "", task.source.id, `${added} new records beside ${before}`);
}

async function reportOf({ task, tally, writer }: HarvestRun, error: FeedError | null, held: number): Promise<HarvestRecord> {
  const { run, startedAt, counts } = writer.state;
  const finishedAt = task.clock().toISOString();
  const outcome = outcomeOf(error, held, tally.read);
  const { read, accepted, refused } = tally;
  return {
    source: task.source.id,
    run,
    startedAt: startedAt.toISOString(),
    finishedAt,
    outcome,
    error,
    counts: { read, accepted, refused, ...counts, held },
    byKind: tally.byKind(),
    issues: tally.issues(),
    lastGoodAt: outcome === "SUCCEEDED" ? finishedAt : await lastGoodBefore(task),
  };
}

function outcomeOf(error: FeedError | null, held: number, read: number): HarvestOutcome {
  if (error === null) return "SUCCEEDED";
  if (held > 0) return "HELD";
  return read === 0 ? "FAILED" : "PARTIAL";
}

async function lastGoodBefore({ db, source }: HarvestRun["task"]): Promise<string | null> {
  const last = await versionsOf(db, "HARVEST").findOne({ subject: source.id, to: OPEN });
  return last?.record.lastGoodAt ?? null;
}

async function writeReport({ task, writer, published, end }: HarvestRun, record: HarvestRecord, waiting: readonly string[]): Promise<void> {
  const { db, source, appender } = task;
  const entry: Change<"HARVEST"> = { kind: "HARVEST", subject: source.id, operation: "UPSERT", owner: "hub:harvest", record };
  const done: HarvestState = { ...writer.state, phase: "DONE", waiting };
  const seen = { id: record.run, listsEverything: end.listsEverything, took: (id: string) => published.took(id) };
  await appender.append([entry], async (session) => {
    await writeHarvestState(db, done, session);
    if (record.outcome === "SUCCEEDED" || record.outcome === "HELD") await clearRepaired(db, source.id, seen, session);
  });
}

const total = (counts: KindCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
