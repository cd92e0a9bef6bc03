import type { Page } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import { pageSize, readAfter } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Version } from "@actionline/log/log-entry";
import { refuseSucceeded } from "@actionline/log/successors";
import { VersionReader } from "@actionline/log/versions";
import type { OrganizationRecord } from "@actionline/schema/reference-records";
import type { Db, Filter } from "mongodb";
import type { OrganizationFilter, OrganizationSearch } from "./organization.search";

/** Each word becomes a pattern over every name: enough for a name, too few to keep the index busy. */
const MOST_TEXT = 200;

/** Reads organizations at one request's point of the log. */
export class OrganizationRepository {
  readonly #db: Db;
  readonly #organizations: VersionReader<"ORGANIZATION">;
  readonly #request: RequestContext;

  constructor(db: Db, request: RequestContext) {
    this.#db = db;
    this.#organizations = new VersionReader(db, "ORGANIZATION", request);
    this.#request = request;
  }

  /** The organization, or null where the hub holds none of that id. */
  byId(id: string): Promise<OrganizationRecord | null> {
    return this.#organizations.record(id);
  }

  /** The organization; where it was merged or split, an error that says into what. */
  async asked(id: string): Promise<OrganizationRecord | null> {
    return (await this.byId(id)) ?? refuseSucceeded({ db: this.#db, kind: "ORGANIZATION", request: this.#request }, id);
  }

  /** One page of the organizations that meet the filter, in the order of ids. */
  async search({ filter, first, after }: OrganizationSearch): Promise<Page<OrganizationRecord>> {
    const size = pageSize(first);
    const afterId = readAfter("organizations", this.#request.asOf, after);
    const page = await this.#organizations.page(meeting(filter ?? {}), afterId, size);
    return { ...page, rows: page.rows.map(({ record }) => record), list: "organizations", place: ({ id }) => [id] };
  }
}

function meeting({ types, text, ids }: OrganizationFilter): Filter<Version<OrganizationRecord>> {
  const conditions: Filter<Version<OrganizationRecord>>[] = [];
  if (types) conditions.push({ "record.type": { $in: [...types] } });
  if (ids) conditions.push({ subject: { $in: [...ids] } });
  if (text) conditions.push(...wordsOf(text).map(naming));
  return conditions.length === 0 ? {} : { $and: conditions };
}

function wordsOf(text: string): string[] {
  if (text.length > MOST_TEXT) {
    throw hubError("BAD_INPUT", `filter.text takes up to ${MOST_TEXT} characters of a name; you gave ${text.length}.`, { most: MOST_TEXT });
  }
  return text.split(/\s+/).filter((word) => word !== "");
}

function naming(word: string): Filter<Version<OrganizationRecord>> {
  // The word as it stands: a user's "C++" or ".*" is text and no pattern.
  const $regex = word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return { $or: ["record.name", "record.acronym", "subject"].map((field) => ({ [field]: { $regex, $options: "i" } })) };
}
