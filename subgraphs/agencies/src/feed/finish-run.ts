import { versionsOf } from "@actionline/log/collections";
import type { Change } from "@actionline/log/log-entry";
import type { HarvestOutcome, HarvestRecord } from "@actionline/schema/hub-records";
import { countDeletions, countListed, type Deletion, deletions, type Published, unknownDeletions } from "./deletions";
import type { FeedError } from "./feed-item";
import { GUARD_DEFAULTS, grewTooFast, type KindCounts } from "./guard";
import type { HarvestRun } from "./harvest-run";
import { type HarvestState, writeHarvestState } from "./harvest-state";
import { decideDeletions, recentlyDeleted } from "./held-deletions";
import { carriedOver, readAt, reportEntry } from "./last-report";
import type { LastWords } from "./last-words";
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
  // A page without progress, such as the last one that only says again where it stands, has come to its end too.
  if (run.end.error === null) await settleWords(run);
  const waiting = await WaitingDeletions.recall(published);
  // A reading that broke off says nothing about what it didn't reach, and what it did reach may be taken back there.
  const isRead = run.end.error === null && run.end.held === undefined;
  const deleted = isRead ? await applyDeletions(run, published) : null;
  if (isRead && run.words !== null) await bringBack(run, run.words);
  const missing = isRead && deleted?.error === null ? await missingChanges(run) : null;
  const left = await waiting.countLeft();
  noteGrowth(run);
  for (const { id, what } of run.task.differing ?? []) run.tally.note("AUDIT_DIFFERS", "", id, what);
  const waits = { error: run.end.held ?? missing, held: left, waiting: [] };
  const record = await reportOf(run, deleted === null || missing !== null ? waits : deleted);
  await writeReport(run, record, waiting, deleted?.waiting ?? run.writer.state.waiting ?? []);
  return record;
}

async function applyDeletions(run: HarvestRun, published: Published): Promise<Deleted> {
  for (const id of await unknownDeletions(published)) run.tally.note("OPERATION_UNKNOWN_RECORD", "", id, "DELETE");
  const counts = await countDeletions(published);
  const { error, held, replacedToo } = decideDeletions(run, counts);
  if (error === null) run.vanished = counts.byKind;
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

async function settleWords({ words, writer }: HarvestRun): Promise<void> {
  if (words === null) return;
  words.settle();
  await writer.send({});
  await writer.arrived();
}

/** What is again as it was before: read from the versions that held it, unless they were redacted since. */
async function bringBack({ task, writer }: HarvestRun, words: LastWords): Promise<void> {
  for (const { kind, record: subject, version, origin } of words.returns) {
    const held = await versionsOf(task.db, kind).findOne({ _id: version });
    if (held !== null)
      writer.add({ kind, subject, operation: "UPSERT", owner: task.source.agency, origin, record: held.record } as Change, 0);
    if (writer.isFull) await writer.send({});
  }
  words.forgetReturns();
  words.settle();
  await writer.send({});
  await writer.arrived();
}

/**
 * Where a source tells how many records it has, a page that was lost on the way shows in the number: then everything is read
 * anew the next time.
 */
async function missingChanges({ task, tally, end, published }: HarvestRun): Promise<FeedError | null> {
  const { reached, total = null } = end;
  if (reached === undefined || total === null) return null;
  const surplus = total - (await countListed(task.db, task.source));
  const canTell = reached.surplus !== null && !end.listsEverything && tally.refused + tally.echoes === 0 && published.countsAll;
  if (!canTell || surplus === reached.surplus) {
    end.reached = { ...reached, surplus };
    return null;
  }
  end.reached = { ...reached, surplus: null, cursor: null, passed: [] };
  return CHANGES_MISSING;
}

const CHANGES_MISSING: FeedError = {
  code: "CHANGES_MISSING",
  message:
    "The number of records that the source says it has doesn't fit its changes: some never came. The next run reads everything anew.",
};

function noteGrowth({ task, tally, writer }: HarvestRun): void {
  const before = sumOf(writer.state.held);
  const { added } = writer.state.counts;
  const { growthShare } = { ...GUARD_DEFAULTS, ...task.options?.guard };
  if (grewTooFast(before, added, growthShare)) tally.note("GROWTH", "", task.source.id, `${added} new records beside ${before}`);
}

async function reportOf(run: HarvestRun, { error: whyHeld, held }: Deleted): Promise<HarvestRecord> {
  const { task, tally, writer, end, refusals } = run;
  const { withheld } = refusals;
  const { startedAt, counts } = writer.state;
  const finishedAt = task.clock().toISOString();
  const { read, accepted, refused, repeated } = tally;
  const outcome = outcomeOf(end.error, whyHeld, read);
  return {
    source: task.source.id,
    run: writer.state.run,
    startedAt: startedAt.toISOString(),
    finishedAt,
    ...readAt(task),
    outcome,
    error: end.error ?? whyHeld,
    counts: { read, accepted, refused, ...counts, unchanged: counts.unchanged + tally.echoes, repeated, held },
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
  const reached = run.end.reached === undefined ? {} : { reached: run.end.reached };
  const done: HarvestState = { ...run.writer.state, ...reached, phase: "DONE", waiting, recent: recentlyDeleted(run) };
  const seen = seenBy(run);
  await appender.append([reportEntry(record)], async (session) => {
    await run.task.fence?.(session);
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

const sumOf = (counts: KindCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
