import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import type { InstrumentRecord } from "@actionline/schema/reference-records";
import type { Db } from "mongodb";

/** Reads instruments at one request's point of the log. */
export class InstrumentRepository {
  readonly #instruments: VersionReader<"INSTRUMENT">;

  constructor(db: Db, request: RequestContext) {
    this.#instruments = new VersionReader(db, "INSTRUMENT", request);
  }

  /** The instrument, or null where the hub holds none of that id. */
  byId(id: string): Promise<InstrumentRecord | null> {
    return this.#instruments.record(id);
  }

  /** Every instrument, the earliest adopted first and those without a day last. */
  async all(): Promise<InstrumentRecord[]> {
    const dayOf = ({ adopted }: InstrumentRecord): string => adopted ?? "9999";
    return (await this.#instruments.all()).sort((one, other) => dayOf(one).localeCompare(dayOf(other)));
  }
}
