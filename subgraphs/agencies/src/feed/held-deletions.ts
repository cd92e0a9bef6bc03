import type { DeletionCounts } from "./deletions";
import type { FeedError } from "./feed-item";
import { GUARD_DEFAULTS, judgeDeletions, type KindCounts } from "./guard";
import type { HarvestRun } from "./harvest-run";
import type { RecentDeletions } from "./harvest-state";
import type { HarvestedKind } from "./stored-record";

export interface Decision {
  /** Why nothing is deleted; null where the deletions may come. */
  readonly error: FeedError | null;
  readonly held: number;
  /** Whether budgets that others stand for may go all the same, so that no money counts twice. */
  readonly replacedToo: boolean;
}

const RELEASED: Decision = { error: null, held: 0, replacedToo: true };

/** Decides whether a run's deletions may come, or wait for a person; each refusal says what to do. */
export function decideDeletions(run: HarvestRun, found: DeletionCounts): Decision {
  const { options, source } = run.task;
  // A run cut short in the middle of its deletions was judged before it began them.
  if (run.writer.state.release === true) return RELEASED;
  const { vanished, replaced } = found;
  const { total = null, listsEverything } = run.end;
  if (listsEverything && total !== null && total !== run.live.size && options?.releaseDeletions !== true) {
    return hold(otherCount(total, run.live.size), vanished + replaced, false);
  }
  if (vanished + replaced === 0) return RELEASED;
  if (run.refusals.unidentified > 0) return hold(unidentified(run.refusals.unidentified), vanished + replaced, false);
  if (vanished === 0) return RELEASED;
  if (run.end.listsEverything && !run.published.any) return hold(EMPTY, vanished, false);
  const { deletionShare } = { ...GUARD_DEFAULTS, ...options?.guard };
  const before = lately(run).map(({ byKind }) => byKind);
  const verdict = judgeDeletions(sumByKind([run.writer.state.held, ...before]), sumByKind([found.byKind, ...before]), deletionShare);
  if (!verdict.held || options?.releaseDeletions === true) return RELEASED;
  const kinds = verdict.over.map(({ kind, deletions, allowed, held }) => `${deletions} of ${held} ${kind} records (at most ${allowed})`);
  return hold(tooMany(kinds.join(", "), source.id), vanished, true);
}

/** What runs within the guard's window deleted before this one. */
function lately({ task, writer }: HarvestRun): readonly RecentDeletions[] {
  const { window } = { ...GUARD_DEFAULTS, ...task.options?.guard };
  const from = task.clock().getTime() - window;
  return (writer.state.recent ?? []).filter(({ at }) => at.getTime() > from);
}

/** The same with what this run deleted; what a person released counts no further. */
export function recentlyDeleted(run: HarvestRun): readonly RecentDeletions[] {
  if (run.task.options?.releaseDeletions === true) return [];
  const now = Object.keys(run.vanished).length === 0 ? [] : [{ at: run.task.clock(), byKind: run.vanished }];
  return [...lately(run), ...now];
}

function sumByKind(counts: readonly KindCounts[]): KindCounts {
  const sum: Partial<Record<HarvestedKind, number>> = {};
  for (const each of counts)
    for (const [kind, count] of Object.entries(each)) sum[kind as HarvestedKind] = (sum[kind as HarvestedKind] ?? 0) + count;
  return sum;
}

function hold(error: FeedError, held: number, replacedToo: boolean): Decision {
  return { error, held, replacedToo };
}

const EMPTY: FeedError = {
  code: "EMPTY_ANSWER",
  message: "The source lists nothing at all, while the hub holds records from it. Nothing was deleted; check what the source publishes.",
};

function otherCount(total: number, read: number): FeedError {
  const message =
    `The source says that it has ${total} records, and ${read} were read from it. Nothing was deleted and the rest went in; ` +
    "if it was just changing, the next reading will agree.";
  return { code: "COUNT_DIFFERS", message };
}

function unidentified(count: number): FeedError {
  const message = `Records are missing, and ${count} could not be read far enough to tell which they are. Nothing was deleted; repair them first.`;
  return { code: "UNIDENTIFIED_RECORDS", message };
}

function tooMany(kinds: string, source: string): FeedError {
  const message =
    `This run would delete ${kinds}. Nothing was deleted and the rest went in. ` +
    `Ask the agency; if it means it, harvest ${source} again with the deletions released (feed --release-deletions).`;
  return { code: "DELETIONS_HELD", message };
}
