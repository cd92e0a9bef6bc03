import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { CommitBatch } from "@actionline/agencies/feed/batch-writer";
import type { HarvestWitness } from "@actionline/agencies/feed/harvest";
import { connectIndex } from "@actionline/kit/connect-index";
import { Appender } from "@actionline/log/appender";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import { chooseDatabase } from "../hub/choose-database";
import { atMostEverySecond } from "../hub/tell-hub";
import { type OpenMongod, openMongod } from "../mongod/open-mongod";
import { copyHeld } from "./copy-held";
import type { FoundSource } from "./find-source";
import { takeIn } from "./take-in";

export interface RehearsalOptions {
  readonly mongodb?: string | undefined;
  readonly releaseDeletions: boolean;
  readonly say: (line: string) => void;
  /** Ends the rehearsal early, by the error that it was aborted with. */
  readonly stop?: AbortSignal;
  readonly witness?: HarvestWitness;
  /** Awaited before each batch, so that a witness who writes things down can keep up. */
  readonly keepUp?: () => Promise<void>;
}

export interface Rehearsal {
  readonly report: HarvestRecord;
  /** How many records the hub holds from the source, with which the file was compared. */
  readonly held: number;
}

/** Harvests a source for real into a scratch database, which begins with what the hub holds of it and is dropped. */
export async function rehearse({ folder, found }: FoundSource, options: RehearsalOptions): Promise<Rehearsal> {
  const { name, space } = await chooseDatabase(folder);
  const mongod = await mongodFor(options);
  const { client, db, close } = await connectIndex(mongod.uri, `actionline_dry_run_${process.pid}`);
  try {
    await db.dropDatabase();
    const held = await copyHeld(client.db(name), db, found.source);
    const appender = await Appender.acquire(client, db, { space });
    try {
      const { releaseDeletions, witness } = options;
      const harvesting = { commit: commitFor(options), releaseDeletions };
      const watched = { onProgress: progressFor(options, found.source.id), ...(witness !== undefined && { witness }) };
      return { report: await takeIn(found, { client, db, appender, ...watched, options: harvesting }), held };
    } finally {
      await appender.release();
    }
  } finally {
    await db.dropDatabase();
    await close();
    await mongod.stop();
  }
}

function commitFor({ stop, keepUp }: RehearsalOptions): CommitBatch {
  return async (appender, changes, alongside) => {
    stop?.throwIfAborted();
    await keepUp?.();
    return appender.append(changes, alongside);
  };
}

function progressFor({ stop, say }: RehearsalOptions, source: string): (progress: { readonly read: number }) => void {
  const slowly = atMostEverySecond(say);
  return ({ read }) => {
    stop?.throwIfAborted();
    slowly(`${source}: ${read} records…`);
  };
}

/** The hub's own MongoDB where this folder has one, since the file is compared with what it holds; otherwise one that leaves nothing. */
async function mongodFor({ mongodb: uri, say }: RehearsalOptions): Promise<OpenMongod> {
  const home = resolve(".actionline");
  const hasData = await stat(join(home, "mongo")).then(
    () => true,
    () => false,
  );
  if (hasData || uri !== undefined) return openMongod({ folder: home, uri, share: true, say });
  const folder = await mkdtemp(join(tmpdir(), "actionline-dry-run-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const mongod = await openMongod({ folder, share: true, say }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return { uri: mongod.uri, stop: () => mongod.stop().finally(remove) };
}
