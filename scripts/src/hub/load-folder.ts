import { endThrownRun } from "@actionline/agencies/feed/end-thrown-run";
import { openFeed } from "@actionline/agencies/feed/feed-input";
import { type FileSource, readFileSources, registerFileSources } from "@actionline/agencies/feed/file-sources";
import { type HarvestProgress, type HarvestTask, harvest } from "@actionline/agencies/feed/harvest";
import { knownCodes } from "@actionline/agencies/feed/harvest-file";
import { harvestStateOf } from "@actionline/agencies/feed/harvest-state";
import { SUGGESTION_RULES } from "@actionline/agencies/suggest/suggest";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import { loadReference } from "@actionline/schema/reference/load-reference";
import { createValidator } from "@actionline/schema/validator/validator";
import type { Hub } from "./open-hub";

/** What came of one file: the report of its harvest, or that it is as it was. */
export type FileOutcome = { readonly source: string; readonly report: HarvestRecord | null };

export interface FolderProgress {
  onProgress(source: string, progress: HarvestProgress): void;
  onDone(outcome: FileOutcome): void;
}

type Receiver = Pick<Hub, "client" | "db" | "appender" | "clock">;

/** Harvests every file of a folder; one that hasn't changed since its last good harvest is left as it is, and one that fails stops no other. */
export async function loadFolder(hub: Receiver, folder: string, caveat: string | null, progress: FolderProgress): Promise<FileOutcome[]> {
  const sources = await readFileSources(folder, { organizations: loadReference().organizations, caveat });
  await registerFileSources(hub.appender, sources);
  const validator = createValidator(knownCodes());
  const outcomes: FileOutcome[] = [];
  for (const { source, input } of sources) {
    const onProgress = (harvested: HarvestProgress): void => progress.onProgress(source.id, harvested);
    const report = await harvestChanged({ ...hub, source, input, validator, onProgress });
    const outcome = { source: source.id, report };
    progress.onDone(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function harvestChanged(task: HarvestTask): Promise<HarvestRecord | null> {
  try {
    return (await isUnchanged(task, task)) ? null : await harvest(task);
  } catch (error) {
    return tellThrown(task, error);
  }
}

/** Reports a run that the hub's own fault ended; where the log can't take the report, that fault is everybody's. */
async function tellThrown(task: HarvestTask, error: unknown): Promise<HarvestRecord> {
  const report = await endThrownRun(task).catch(() => {
    throw error;
  });
  process.emitWarning(error instanceof Error ? (error.stack ?? error.message) : String(error), "HarvestFailed");
  return report;
}

async function isUnchanged({ db }: Pick<Receiver, "db">, { source, input }: Pick<FileSource, "source" | "input">): Promise<boolean> {
  const { fingerprint } = await openFeed(source, input);
  const state = await harvestStateOf(db).findOne({ _id: source.id });
  if (fingerprint === null || state?.phase !== "DONE" || state.fingerprint !== `${fingerprint} ${SUGGESTION_RULES}`) return false;
  const last = await versionsOf(db, "HARVEST").findOne({ subject: source.id, to: OPEN });
  return last?.record.outcome === "SUCCEEDED";
}
