import { randomUUID } from "node:crypto";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import { countHeld } from "./deletions";
import type { HarvestTask } from "./harvest";
import { type HarvestState, harvestStateOf, writeHarvestState } from "./harvest-state";
import { carriedOver, readAt, reportEntry } from "./last-report";

/**
 * Begins a run, or takes up one that was cut short while it read the same content by the same rules. Before the first of
 * its records comes in, the log says that it is under way: half of a source's records are evidence of nothing missing.
 */
export async function beginRun(task: HarvestTask, fingerprint: string | null): Promise<HarvestState> {
  const { db, source, appender } = task;
  const before = await harvestStateOf(db).findOne({ _id: source.id });
  const goesOn = before !== null && before.phase !== "DONE" && fingerprint !== null && before.fingerprint === fingerprint;
  const state = goesOn ? before : await firstState(task, fingerprint, before);
  // One that goes on says what the log holds already, and makes no entry.
  await appender.append([reportEntry(await runningReport(task, state))], async (session) => {
    await task.fence?.(session);
    await writeHarvestState(db, state, session);
  });
  return state;
}

async function firstState(
  { db, source, clock }: HarvestTask,
  fingerprint: string | null,
  before: HarvestState | null,
): Promise<HarvestState> {
  return {
    _id: source.id,
    run: randomUUID(),
    startedAt: clock(),
    phase: "READING",
    fingerprint,
    position: 0,
    counts: { added: 0, changed: 0, unchanged: 0, deleted: 0 },
    held: await countHeld(db, source),
    release: null,
    // What waits goes on waiting until this run has read its source to the end.
    waiting: before?.waiting ?? [],
    ...(before?.recent !== undefined && { recent: before.recent }),
    ...(before?.reached !== undefined && { reached: before.reached }),
  };
}

async function runningReport({ db, source, host }: HarvestTask, { run, startedAt }: HarvestState): Promise<HarvestRecord> {
  const began = startedAt.toISOString();
  return {
    source: source.id,
    run,
    startedAt: began,
    // It hasn't ended; the graph shows none.
    finishedAt: began,
    ...readAt({ host }),
    outcome: "RUNNING",
    error: null,
    counts: { read: 0, accepted: 0, refused: 0, added: 0, changed: 0, unchanged: 0, deleted: 0, held: 0 },
    issues: [],
    ...(await carriedOver(db, source.id)),
  };
}
