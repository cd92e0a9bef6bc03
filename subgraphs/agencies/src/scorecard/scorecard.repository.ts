import type { RequestContext } from "@actionline/kit/request-context";
import { versionsOf } from "@actionline/log/collections";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { SourceRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import type { HarvestRunRepository } from "../harvest-run.repository";
import type { SourceRepository } from "../source.repository";
import { countWithMoney } from "./activities-with-money";
import { type Light, lightsOf, type RecordFacts, type RunFacts } from "./lights";

interface Counted {
  readonly activities: number;
  readonly withItems: number;
  readonly identified: number;
}

const NOTHING: Counted = { activities: 0, withItems: 0, identified: 0 };

/** Counts what the lights of an agency's scorecard go by, at one request's point. */
export class ScorecardRepository {
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

  async lights(agency: string): Promise<readonly Light[]> {
    const sources = await this.#sources.ofAgency(agency);
    const [runs, records] = await Promise.all([Promise.all(sources.map((source) => this.#run(source))), this.#records(agency, sources)]);
    return lightsOf(runs, records);
  }

  async #run(source: SourceRecord): Promise<RunFacts> {
    const [run, freshness] = await Promise.all([this.#runs.latest(source.id), this.#sources.freshness(source)]);
    const { read = 0, refused = 0 } = run?.counts ?? {};
    return { outcome: run?.outcome ?? null, freshness, declaresFrequency: source.frequencyDays !== null, read, refused };
  }

  async #records(agency: string, sources: readonly SourceRecord[]): Promise<RecordFacts> {
    const ofSources = { "record.source": { $in: sources.map(({ id }) => id) }, ...this.#visible };
    const [counted = NOTHING] = await versionsOf(this.#db, "ACTIVITY")
      .aggregate<Counted>([
        { $match: ofSources },
        { $group: { _id: null, activities: { $sum: 1 }, withItems: WITH_ITEMS, identified: IDENTIFIED } },
      ])
      .toArray();
    const withMoney = await countWithMoney({ agency, db: this.#db, request: this.#request, held: ofSources });
    const scopes = await this.#count("SCOPE", { "record.agency": agency });
    return { ...counted, withAmounts: Math.min(withMoney, counted.activities), scopes };
  }

  #count(kind: EntryKind, filter: object): Promise<number> {
    return versionsOf(this.#db, kind).countDocuments({ ...filter, ...this.#visible } as never);
  }

  get #visible(): object {
    const { sequence } = this.#request.asOf;
    return { from: { $lte: sequence }, to: { $gt: sequence }, visibility: "PUBLIC", record: { $ne: null } };
  }
}

const WITH_ITEMS = { $sum: { $cond: [{ $gt: [{ $size: { $ifNull: ["$record.items", []] } }, 0] }, 1, 0] } };
const IDENTIFIED = { $sum: { $cond: [{ $gt: ["$record.reporter.id", null] }, 1, 0] } };
