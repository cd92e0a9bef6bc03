import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileSource, readFileSources } from "@actionline/agencies/feed/file-sources";
import type { Principal } from "@actionline/kit/access";
import { hubError } from "@actionline/kit/hub-error";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { DryRun, DryRuns, Effect, Records } from "@actionline/registry/admin/dry-runs";
import type { RunEffect } from "@actionline/registry/admin/effect";
import type { Space } from "@actionline/schema/entry-kind";
import { loadReference } from "@actionline/schema/reference/load-reference";
import type { Db, MongoClient } from "mongodb";
import { type Rehearsal, rehearseBeside } from "../feed/rehearse";
import { effectOfRun } from "./effect/effect-of-run";
import { GROUND_KINDS } from "./effect/neighbours";

export interface HubDryRunsOptions {
  readonly client: MongoClient;
  readonly db: Db;
  readonly space: Space;
  /** What went wrong with one, for the hub's log. */
  readonly onFault: (error: unknown) => void;
  readonly longestMs?: number;
  /** Activities of others that records are looked at among. */
  readonly mostNeighbours?: number;
}

const MOST_BYTES = 5_000_000;
const MOST_KEPT = 50;
const MOST_WAITING = 5;
const LONGEST_MS = 120_000;
const SUFFIXES = { CONTRACT: "jsonl", IATI_2_03: "xml" } as const;

interface KeptRun {
  run: DryRun;
  readonly by: string | null;
}

/** Dry runs beside a hub: one after another, each bounded in bytes and time, in a database that is dropped. */
export class HubDryRuns implements DryRuns {
  readonly #options: HubDryRunsOptions;
  readonly #runs = new Map<string, KeptRun>();
  readonly #stop = new AbortController();
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(options: HubDryRunsOptions) {
    this.#options = options;
  }

  begin(records: Records, { id: by }: Principal): DryRun {
    if (Buffer.byteLength(records.content) > MOST_BYTES)
      throw hubError("BODY_TOO_LARGE", `A dry run takes at most ${MOST_BYTES} bytes; give a part of the records.`);
    if (this.#waiting >= MOST_WAITING) throw hubError("OVERLOADED", "Other dry runs wait already; try again in a minute.");
    const kept: KeptRun = { run: { id: randomUUID(), state: "RUNNING", reason: null, effect: null }, by };
    this.#runs.set(kept.run.id, kept);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > MOST_KEPT && oldest !== undefined) this.#runs.delete(oldest);
    this.#waiting += 1;
    this.#last = this.#last.then(() => this.#run(records, kept));
    return kept.run;
  }

  find(id: string, { id: by }: Principal): DryRun | null {
    const kept = this.#runs.get(id);
    return kept === undefined || kept.by !== by ? null : kept.run;
  }

  /** Ends what runs. */
  async close(): Promise<void> {
    this.#stop.abort(new Error("the hub is stopping"));
    await this.#last;
  }

  async #run(records: Records, kept: KeptRun): Promise<void> {
    const { longestMs = LONGEST_MS, onFault } = this.#options;
    const inTime = AbortSignal.timeout(longestMs);
    try {
      const effect = await this.#effectOf(records, AbortSignal.any([inTime, this.#stop.signal]));
      kept.run = { ...kept.run, state: "DONE", effect };
    } catch (error) {
      const late = `It took longer than ${longestMs / 1_000} s; give a part of the records.`;
      kept.run = { ...kept.run, state: "FAILED", reason: inTime.aborted ? late : "The records couldn't be tried; the hub's log says why." };
      if (!inTime.aborted && !this.#stop.signal.aborted) onFault(error);
    } finally {
      this.#waiting -= 1;
    }
  }

  async #effectOf(records: Records, stop: AbortSignal): Promise<Effect> {
    stop.throwIfAborted();
    const { client, db: hub, space, mostNeighbours } = this.#options;
    const folder = await mkdtemp(join(tmpdir(), "actionline-dry-run-"));
    let effect: RunEffect | null = null;
    const look = async (scratch: Db, before: number, after: number): Promise<void> => {
      effect = await effectOfRun(hub, space, { scratch, agency: records.agency, before, after, instant: new Date(), stop }, mostNeighbours);
    };
    try {
      const found = await this.#source(records, folder);
      const beside = { client, hub, space, ground: GROUND_KINDS, scratch: `actionline_dry_run_${randomUUID().slice(0, 12)}`, look };
      const rehearsal = await rehearseBeside(beside, found, { releaseDeletions: true, say: () => undefined, stop });
      return told(rehearsal, effect);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** The source as the hub knows it; as it would come to know it where it doesn't yet. */
  async #source({ agency, name, format, content }: Records, folder: string): Promise<FileSource> {
    const file = join(folder, `${agency}.${SUFFIXES[format]}`);
    await writeFile(file, content);
    const [found] = await readFileSources(folder, { organizations: loadReference().organizations, caveat: null });
    if (found === undefined) throw new Error("a dry run's file isn't found again");
    const { db } = this.#options;
    const [known, source] = await Promise.all([
      versionsOf(db, "AGENCY").findOne({ subject: agency, to: OPEN }),
      versionsOf(db, "SOURCE").findOne({ subject: `${agency}/${name}`, to: OPEN }),
    ]);
    return {
      input: { file },
      introduced: known === null ? found.introduced : null,
      agency: known?.record ?? found.agency,
      source: source?.record ?? { ...found.source, id: `${agency}/${name}`, agency, name },
    };
  }
}

function told({ report: { counts, issues } }: Rehearsal, effect: RunEffect | null): Effect {
  if (effect === null) throw new Error("a dry run's effect wasn't looked at");
  const { read, accepted, refused, added, changed, deleted } = counts;
  const found = issues.slice(0, 50).map(({ rule, severity, count, howToFix }) => ({ rule, severity, count, howToFix }));
  return { read, accepted, refused, added, changed, deleted, ...effect, issues: found };
}
