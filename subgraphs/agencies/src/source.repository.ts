import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import { type Freshness, freshnessAt } from "@actionline/schema/freshness";
import type { SourceRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import type { HarvestRunRepository } from "./harvest-run.repository";

/** Reads sources at one request's point of the log; their age is judged at its instant. */
export class SourceRepository {
  readonly #sources: VersionReader<"SOURCE">;
  readonly #runs: HarvestRunRepository;
  readonly #request: RequestContext;
  #all: Promise<SourceRecord[]> | null = null;

  constructor(db: Db, request: RequestContext, runs: HarvestRunRepository) {
    this.#sources = new VersionReader(db, "SOURCE", request);
    this.#runs = runs;
    this.#request = request;
  }

  byId(id: string): Promise<SourceRecord | null> {
    return this.#sources.record(id);
  }

  /** All of them: they are dozens. */
  all(): Promise<SourceRecord[]> {
    this.#all ??= this.#sources.all();
    return this.#all;
  }

  /** The sources of an agency; for a whole page of agencies they are read once. */
  async ofAgency(agency: string): Promise<SourceRecord[]> {
    return (await this.all()).filter((source) => source.agency === agency);
  }

  async freshness({ id, frequencyDays }: SourceRecord): Promise<Freshness> {
    return freshnessAt(await this.#runs.lastGoodAt(id), frequencyDays, this.#request.asOf.instant);
  }

  /** How old its last good data is in whole seconds; null before the first. */
  async ageSeconds({ id }: SourceRecord): Promise<number | null> {
    const lastGoodAt = await this.#runs.lastGoodAt(id);
    return lastGoodAt === null ? null : Math.max(0, Math.floor((this.#request.asOf.instant.getTime() - lastGoodAt.getTime()) / 1_000));
  }
}
