import { hubError } from "@actionline/kit/hub-error";
import type { RequestContext } from "@actionline/kit/request-context";
import { versionsOf } from "@actionline/log/collections";
import { VersionReader } from "@actionline/log/versions";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import DataLoader from "dataloader";
import type { Db } from "mongodb";
import type { HarvestRun } from "./harvest-run";

const RUNS = { default: 10, most: 100 } as const;
/** Reports of one run: that it is under way, and how it ended. */
const REPORTS_OF_A_RUN = 2;

/** Reads the reports of runs at one request's point of the log: each source's versions are its history. */
export class HarvestRunRepository {
  readonly #db: Db;
  readonly #request: RequestContext;
  readonly #latest: VersionReader<"HARVEST">;
  readonly #histories = new Map<number, DataLoader<string, HarvestRun[]>>();

  constructor(db: Db, request: RequestContext) {
    this.#db = db;
    this.#request = request;
    this.#latest = new VersionReader(db, "HARVEST", request);
  }

  /** The last run over a source, or null before the first. */
  async latest(source: string): Promise<HarvestRun | null> {
    const record = await this.#latest.record(source);
    return record === null ? null : showRun(record);
  }

  async lastGoodAt(source: string): Promise<Date | null> {
    const lastGoodAt = (await this.#latest.record(source))?.lastGoodAt ?? null;
    return lastGoodAt === null ? null : new Date(lastGoodAt);
  }

  /** The last runs over a source, newest first; a whole page of sources is read at once. */
  ofSource(source: string, first: number | null | undefined): Promise<HarvestRun[]> {
    const count = first ?? RUNS.default;
    if (count < 1 || count > RUNS.most) {
      throw hubError("PAGE_TOO_LARGE", `Ask for 1 to ${RUNS.most} runs; you asked for ${count}.`, { most: RUNS.most });
    }
    const history = this.#histories.get(count) ?? new DataLoader((sources: readonly string[]) => this.#load(sources, count));
    this.#histories.set(count, history);
    return history.load(source);
  }

  async #load(sources: readonly string[], count: number): Promise<HarvestRun[][]> {
    const runs = versionsOf(this.#db, "HARVEST").aggregate<{ _id: string; runs: HarvestRecord[] }>([
      { $match: { subject: { $in: [...sources] }, from: { $lte: this.#request.asOf.sequence } } },
      { $sort: { _id: -1 } },
      { $group: { _id: "$subject", runs: { $firstN: { n: count * REPORTS_OF_A_RUN, input: "$record" } } } },
    ]);
    const bySource = new Map<string, HarvestRun[]>();
    for await (const one of runs) bySource.set(one._id, lastOfEach(one.runs).slice(0, count).map(showRun));
    return sources.map((source) => bySource.get(source) ?? []);
  }
}

/** One report a run, its newest. */
function lastOfEach(newestFirst: readonly HarvestRecord[]): HarvestRecord[] {
  const seen = new Set<string>();
  return newestFirst.filter(({ run }) => !seen.has(run) && seen.add(run));
}

/** A report as the graph shows it. */
export function showRun({ run, startedAt, finishedAt, host, outcome, error, counts, byKind = [], issues }: HarvestRecord): HarvestRun {
  const ended = outcome === "RUNNING" ? null : new Date(finishedAt);
  const shown = { ...counts, repeated: counts.repeated ?? null };
  return { id: run, startedAt: new Date(startedAt), finishedAt: ended, host: host ?? null, outcome, error, counts: shown, byKind, issues };
}
