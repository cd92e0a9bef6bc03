import type { HarvestOutcome, HarvestRecord } from "@actionline/schema/hub-records";
import { countDeletions, type Deletion, deletions, type Published, unknownDeletions } from "./deletions";
import type { FeedError } from "./feed-item";
import { GUARD_DEFAULTS, grewTooFast, type KindCounts } from "./guard";
import type { HarvestRun } from "./harvest-run";
import { type HarvestState, writeHarvestState } from "./harvest-state";
import { decideDeletions } from "./held-deletions";
import { carriedOver, reportEntry } from "./last-report";
import { quarantineOf } from "./quarantine";
import { remarksOf } from "./remarks";
import { clearRepaired, type RunSeen } from "./repaired";
import { WaitingDeletions } from "./waiting-deletions";
import { countWithheld, withheldOf } from "./withheld";

/** What became of a run's deletions. */
interface Deleted {
  /** Why they wait; null where they don't. */
  readonly error: FeedError | null;
  readonly held: number;
  /** The first thousand that wait, for whoever asks after one. */
  readonly waiting: readonly string[];
}

/** Ends a run: deletes what is gone, where it may, and writes the run's report into the log. */
export async function finishRun(run: HarvestRun): Promise<HarvestRecord> {
  const { db, source } = run.task;
  const published = { db, source, published: run.published, listsEverything: run.end.listsEverything };
  const waiting = await WaitingDeletions.recall(published);
  // A reading that broke off says nothing about what it didn't reach, and what it did reach may be taken back there.
  const deleted = run.end.error === null ? await applyDeletions(run, published) : null;
  const left = await waiting.countLeft();
  noteGrowth(run);
  const record = await reportOf(run, deleted ?? { error: null, held: left, waiting: [] });
  await writeReport(run, record, waiting, deleted?.waiting ?? run.writer.state.waiting ?? []);
  return record;
}

async function applyDeletions(run: HarvestRun, published: Published): Promise<Deleted> {
  for (const id of await unknownDeletions(published)) run.tally.note("OPERATION_UNKNOWN_RECORD", "", id, "DELETE");
  const counts = await countDeletions(published);
  const { error, held, replacedToo } = decideDeletions(run, counts);
  const due = counts.replaced + counts.vanished - held;
  if (due > 0) await deleteInBatches(run, deletions(published), { vanishedToo: error === null, replacedToo });
  return { error, held, waiting: error === null ? [] : counts.waiting };
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

async function reportOf(run: HarvestRun, { error: whyHeld, held }: Deleted): Promise<HarvestRecord> {
  const { task, tally, writer, end, withheld } = run;
  const { startedAt, counts } = writer.state;
  const finishedAt = task.clock().toISOString();
  const { read, accepted, refused, repeated } = tally;
  const outcome = outcomeOf(end.error, whyHeld, read);
  return {
    source: task.source.id,
    run: writer.state.run,
    startedAt: startedAt.toISOString(),
    finishedAt,
    outcome,
    error: end.error ?? whyHeld,
    counts: { read, accepted, refused, ...counts, repeated, held },
    byKind: tally.byKind(),
    issues: tally.issues(),
    lastGoodAt: outcome === "SUCCEEDED" ? finishedAt : (await carriedOver(task.db, task.source.id)).lastGoodAt,
    // A full list says it all again; changes leave what they don't name as it was.
    withheld: end.listsEverything ? withheld.total : await countWithheld(task.db, task.source.id, seenBy(run)),
  };
}

function outcomeOf(broken: FeedError | null, held: FeedError | null, read: number): HarvestOutcome {
  if (broken !== null) return read === 0 ? "FAILED" : "PARTIAL";
  return held === null ? "SUCCEEDED" : "HELD";
}

async function writeReport(run: HarvestRun, record: HarvestRecord, left: WaitingDeletions, waiting: readonly string[]): Promise<void> {
  const { db, source, appender } = run.task;
  const done: HarvestState = { ...run.writer.state, phase: "DONE", waiting };
  const seen = seenBy(run);
  await appender.append([reportEntry(record)], async (session) => {
    await writeHarvestState(db, done, session);
    await left.write(session);
    await clearRepaired(quarantineOf(db), source.id, seen, session);
    await clearRepaired(withheldOf(db), source.id, seen, session);
    await clearRepaired(remarksOf(db), source.id, seen, session);
  });
}

function seenBy({ writer, end, published }: HarvestRun): RunSeen {
  return { id: writer.state.run, listsEverything: end.listsEverything, took: (id) => published.took(id) };
}

const total = (counts: KindCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
