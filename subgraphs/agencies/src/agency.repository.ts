import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import type { AgencyRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";

/** Reads agencies at one request's point of the log. */
export class AgencyRepository {
  readonly #agencies: VersionReader<"AGENCY">;

  constructor(db: Db, request: RequestContext) {
    this.#agencies = new VersionReader(db, "AGENCY", request);
  }

  byId(id: string): Promise<AgencyRecord | null> {
    return this.#agencies.record(id);
  }

  /** All of them: they are dozens. */
  all(): Promise<AgencyRecord[]> {
    return this.#agencies.all();
  }
}
