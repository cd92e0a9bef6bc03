import type { DeletionCounts } from "./deletions";
import type { FeedError } from "./feed-item";
import { GUARD_DEFAULTS, judgeDeletions } from "./guard";
import type { HarvestRun } from "./harvest-run";

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
  if (vanished + replaced === 0) return RELEASED;
  if (run.unidentified > 0) return hold(unidentified(run.unidentified), vanished + replaced, false);
  if (vanished === 0) return RELEASED;
  if (run.end.listsEverything && !run.published.any) return hold(EMPTY, vanished, false);
  const { deletionShare } = { ...GUARD_DEFAULTS, ...options?.guard };
  const verdict = judgeDeletions(run.writer.state.held, found.byKind, deletionShare);
  if (!verdict.held || options?.releaseDeletions === true) return RELEASED;
  const kinds = verdict.over.map(({ kind, deletions, allowed, held }) => `${deletions} of ${held} ${kind} records (at most ${allowed})`);
  return hold(tooMany(kinds.join(", "), source.id), vanished, true);
}

function hold(error: FeedError, held: number, replacedToo: boolean): Decision {
  return { error, held, replacedToo };
}

const EMPTY: FeedError = {
  code: "EMPTY_ANSWER",
  message: "The source lists nothing at all, while the hub holds records from it. Nothing was deleted; check what the source publishes.",
};

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
