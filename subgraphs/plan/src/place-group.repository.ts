import { hubError } from "@actionline/kit/hub-error";
import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import type { PlaceGroupRecord } from "@actionline/schema/reference-records";
import type { Db } from "mongodb";

/** Reads groups of countries at one request's point of the log. */
export class PlaceGroupRepository {
  readonly #groups: VersionReader<"PLACE_GROUP">;

  constructor(db: Db, request: RequestContext) {
    this.#groups = new VersionReader(db, "PLACE_GROUP", request);
  }

  /** The group, or null where the hub holds none of that id. */
  byId(id: string): Promise<PlaceGroupRecord | null> {
    return this.#groups.record(id);
  }

  /** Every group, in the order of ids. */
  all(): Promise<PlaceGroupRecord[]> {
    return this.#groups.all();
  }

  /** The ids of a group's countries. */
  async membersOf(id: string): Promise<ReadonlySet<string>> {
    const group = await this.byId(id);
    if (group === null) throw hubError("BAD_INPUT", `There is no group "${id}"; the query placeGroups lists them.`, { group: id });
    return new Set(group.countries);
  }
}
