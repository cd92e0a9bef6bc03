import { type Page, pageOfList } from "@actionline/kit/connection";
import { pageSize, readAfter } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import type { PlaceRecord } from "@actionline/schema/reference-records";
import type { Db } from "mongodb";
import type { PlaceSearch } from "./place.search";
import type { PlaceGroupRepository } from "./place-group.repository";

/**
 * Reads places at one request's point of the log. There are some three hundred: a question about what lies in what
 * reads them once, and a request of references alone reads only those.
 */
export class PlaceRepository {
  readonly #places: VersionReader<"PLACE">;
  readonly #request: RequestContext;
  readonly #groups: PlaceGroupRepository;
  #whole: Promise<PlaceRecord[]> | null = null;

  constructor(db: Db, request: RequestContext, groups: PlaceGroupRepository) {
    this.#places = new VersionReader(db, "PLACE", request);
    this.#request = request;
    this.#groups = groups;
  }

  /** The place, or null where the hub holds none of that id. */
  byId(id: string): Promise<PlaceRecord | null> {
    return this.#places.record(id);
  }

  /** The places of these ids that the hub holds, in the order given. */
  async byIds(ids: readonly string[]): Promise<PlaceRecord[]> {
    const found = await Promise.all(ids.map((id) => this.#places.record(id)));
    return found.filter((place) => place !== null);
  }

  /** The places directly within a place, in the order of ids. */
  async childrenOf(id: string): Promise<PlaceRecord[]> {
    return (await this.#all()).filter(({ within }) => within[0] === id);
  }

  /** Every country within a place, however deep, in the order of ids. */
  async countriesIn(id: string): Promise<PlaceRecord[]> {
    return (await this.#all()).filter(({ level, within }) => level === "COUNTRY" && within.includes(id));
  }

  /** One page of the places of a level and a group, in the order of ids. */
  async search({ level, group, first, after }: PlaceSearch): Promise<Page<PlaceRecord>> {
    const size = pageSize(first);
    const afterKey = readAfter("places", this.#request.asOf, after);
    const members = group ? await this.#groups.membersOf(group) : null;
    const matching = (await this.#all()).filter(
      (place) => (!level || place.level === level) && (members === null || members.has(place.id)),
    );
    return pageOfList("places", matching, ({ id }) => id, size, afterKey);
  }

  #all(): Promise<PlaceRecord[]> {
    this.#whole ??= this.#places.all();
    return this.#whole;
  }
}
