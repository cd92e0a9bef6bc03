import { may } from "@actionline/kit/access";
import type { RequestContext } from "@actionline/kit/request-context";
import { logEntries, versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { type Successor, successorsOf } from "@actionline/log/successors";
import { splitHubId } from "@actionline/schema/hub-id";
import type { SourceRecord } from "@actionline/schema/hub-records";
import type { Db, Filter } from "mongodb";
import { harvestStateOf } from "./feed/harvest-state";
import { type QuarantineEntry, quarantineOf } from "./feed/quarantine";
import { type RemarkEntry, remarksOf } from "./feed/remarks";
import { HARVESTED_KINDS, type HarvestedKind } from "./feed/stored-record";
import { waitingDeletionsOf } from "./feed/waiting-deletions";
import type { HarvestRun } from "./harvest-run";
import type { HarvestRunRepository } from "./harvest-run.repository";
import type { SourceRepository } from "./source.repository";
import type { Trace, TraceVersion } from "./trace";
import { showRefusal, showWarning, tellStage } from "./trace.tell";

const MOST = 20;
const DAY = 86_400_000;

interface FoundVersion {
  readonly kind: HarvestedKind;
  readonly from: number;
  readonly to: number;
  readonly source: string | null;
}

/** Follows one record through the log, the quarantine and the last runs, at one request's point. */
export class TraceRepository {
  readonly #db: Db;
  readonly #request: RequestContext;
  readonly #sources: SourceRepository;
  readonly #runs: HarvestRunRepository;

  constructor(db: Db, request: RequestContext, sources: SourceRepository, runs: HarvestRunRepository) {
    this.#db = db;
    this.#request = request;
    this.#sources = sources;
    this.#runs = runs;
  }

  async of(id: string): Promise<Trace> {
    const [found, refused, parts, remarked] = await Promise.all([
      this.#versions(id),
      this.#refused({ record: id }, id),
      this.#refused({ partOf: id }, id),
      this.#remarked(id),
    ]);
    const cameBy = found[0]?.source ?? refused[0]?.source ?? null;
    const sources = cameBy === null ? await this.#sourcesOf(id) : [cameBy];
    // It would come by its agency's source, where that has just one.
    const source = sources.length === 1 ? (sources[0] ?? null) : null;
    const lastRuns = await Promise.all(sources.map((each) => this.#runs.latest(each)));
    const holds = found.some(({ to }) => to > this.#request.asOf.sequence);
    const successors = holds ? [] : await this.#successors(id, found[0]);
    const warnings = remarked.flatMap(({ remarks }) => remarks).slice(0, MOST);
    const facts = {
      id,
      holds,
      everHeld: found.length > 0,
      successors,
      refusals: refused,
      deletionHeld: source !== null && (await this.#waits(source, id)),
      lastRun: source === null ? null : (lastRuns[0] ?? null),
      lastRuns,
      remarked: warnings.length + parts.length,
    };
    return {
      id,
      ...tellStage(facts),
      successors,
      versions: await this.#dated(found),
      refusals: refused.map(showRefusal),
      warnings: warnings.map(showWarning),
      refusedParts: parts.map(showRefusal),
      source,
    };
  }

  async sourceOf({ source }: Trace): Promise<SourceRecord | null> {
    return source === null ? null : this.#sources.byId(source);
  }

  async lastRun({ source }: Trace): Promise<HarvestRun | null> {
    return source === null ? null : this.#runs.latest(source);
  }

  async nextAttemptAt(trace: Trace): Promise<Date | null> {
    const [source, lastRun] = await Promise.all([this.sourceOf(trace), this.lastRun(trace)]);
    const frequencyDays = source?.frequencyDays ?? null;
    return frequencyDays === null || lastRun === null
      ? null
      : new Date((lastRun.finishedAt ?? lastRun.startedAt).getTime() + frequencyDays * DAY);
  }

  async #versions(id: string): Promise<FoundVersion[]> {
    const visibility = may(this.#request.principal, "readPrivate") ? {} : { visibility: "PUBLIC" as const };
    const ofKinds = HARVESTED_KINDS.map(async (kind) => {
      const found = await versionsOf(this.#db, kind)
        .find({ subject: id, from: { $lte: this.#request.asOf.sequence }, ...visibility } as object)
        .sort({ _id: -1 })
        .limit(MOST)
        .project<{ from: number; to: number; record?: { source?: string } }>({ from: 1, to: 1, "record.source": 1 })
        .toArray();
      return found.map(({ from, to, record }) => ({ kind, from, to, source: record?.source ?? null }));
    });
    return (await Promise.all(ofKinds)).flat().sort((a, b) => b.from - a.from);
  }

  async #successors(id: string, last: FoundVersion | undefined): Promise<readonly Successor[]> {
    return last === undefined ? [] : successorsOf({ db: this.#db, kind: last.kind, request: this.#request }, id);
  }

  async #dated(found: readonly FoundVersion[]): Promise<TraceVersion[]> {
    const entries = found.length === 0 ? [] : await this.#entries(found.map(({ from }) => from));
    const at = new Map(entries.map((entry) => [entry._id, entry.at]));
    const { sequence } = this.#request.asOf;
    return found.map(({ kind, from, to }) => ({ kind, from, at: at.get(from) ?? null, to: to === OPEN || to > sequence ? null : to }));
  }

  #entries(sequences: readonly number[]): Promise<{ _id: number; at: Date }[]> {
    return logEntries(this.#db)
      .find({ _id: { $in: [...sequences] } })
      .project<{ _id: number; at: Date }>({ at: 1 })
      .toArray();
  }

  /**
   * What is refused at the request's point: quarantine keeps no history, so under a past point only what was there then.
   * What another agency sent under this id is no fault of the record's own agency, and says nothing about the record.
   */
  #refused(about: Filter<QuarantineEntry>, id: string): Promise<QuarantineEntry[]> {
    return quarantineOf(this.#db)
      .find({ ...about, agency: splitHubId(id)?.agency ?? "", firstSeenAt: { $lte: this.#request.asOf.instant } })
      .sort({ lastSeenAt: -1, _id: 1 })
      .limit(MOST)
      .toArray();
  }

  async #waits(source: string, id: string): Promise<boolean> {
    const [ofLastRun, named] = await Promise.all([
      harvestStateOf(this.#db).findOne({ _id: source, waiting: id }, { projection: { _id: 1 } }),
      waitingDeletionsOf(this.#db).findOne({ record: id, source }, { projection: { _id: 1 } }),
    ]);
    return ofLastRun !== null || named !== null;
  }

  async #sourcesOf(id: string): Promise<string[]> {
    return (await this.#sources.ofAgency(splitHubId(id)?.agency ?? "")).map((source) => source.id);
  }

  /** What was noticed about it when it came in; like quarantine it keeps no history. */
  #remarked(id: string): Promise<RemarkEntry[]> {
    return remarksOf(this.#db)
      .find({ record: id, firstSeenAt: { $lte: this.#request.asOf.instant } })
      .limit(MOST)
      .toArray();
  }
}
