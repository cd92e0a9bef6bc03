import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { CommitBatch } from "@actionline/agencies/feed/batch-writer";
import type { FileSource } from "@actionline/agencies/feed/file-sources";
import type { HarvestWitness } from "@actionline/agencies/feed/harvest";
import { connectIndex } from "@actionline/kit/connect-index";
import { Appender } from "@actionline/log/appender";
import type { EntryKind, Space } from "@actionline/schema/entry-kind";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import type { Db, MongoClient } from "mongodb";
import { chooseDatabase } from "../hub/choose-database";
import { atMostEverySecond } from "../hub/tell-hub";
import { type OpenMongod, openMongod } from "../mongod/open-mongod";
import { copyHeld } from "./copy-held";
import type { FoundSource } from "./find-source";
import { takeIn } from "./take-in";

export interface RehearsalOptions {
  readonly mongodb?: string | undefined;
  /** Compares with what the folder's hub on trial holds. */
  readonly sandbox?: boolean | undefined;
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
  const { name, space } = await chooseDatabase(folder, options.sandbox);
  const mongod = await scratchMongod(options);
  const { client, close } = await connectIndex(mongod.uri, name);
  try {
    return await rehearseBeside({ client, hub: client.db(name), scratch: `actionline_dry_run_${process.pid}`, space }, found, options);
  } finally {
    await close();
    await mongod.stop();
  }
}

/** A hub's database, and the name of the one beside it that a rehearsal is made in. */
export interface Beside {
  readonly client: MongoClient;
  readonly hub: Db;
  readonly scratch: string;
  readonly space: Space;
  /** Kinds that come beside the source's own, for whoever looks. */
  readonly ground?: readonly EntryKind[];
  /** Looks at the scratch database before it is dropped; told where the log stood before, and where it stands. */
  readonly look?: (scratch: Db, before: number, after: number) => Promise<void>;
}

/** The same beside a hub that runs, which goes on meanwhile and isn't written to. */
export async function rehearseBeside(beside: Beside, found: FileSource, options: RehearsalOptions): Promise<Rehearsal> {
  const { client, hub, scratch, space, ground, look } = beside;
  const db = client.db(scratch);
  try {
    await db.dropDatabase();
    const held = await copyHeld(hub, db, found.source, ground);
    const appender = await Appender.acquire(client, db, { space });
    try {
      const { releaseDeletions, witness } = options;
      const before = appender.watermark;
      const harvesting = { commit: commitFor(options), releaseDeletions };
      const watched = { onProgress: progressFor(options, found.source.id), ...(witness !== undefined && { witness }) };
      const report = await takeIn(found, { client, db, appender, ...watched, options: harvesting });
      await look?.(db, before, appender.watermark);
      return { report, held };
    } finally {
      await appender.release();
    }
  } finally {
    await db.dropDatabase();
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
export async function scratchMongod({ mongodb: uri, say }: Pick<RehearsalOptions, "mongodb" | "say">): Promise<OpenMongod> {
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
