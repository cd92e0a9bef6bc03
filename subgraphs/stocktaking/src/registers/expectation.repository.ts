import { type Connection, connect } from "@actionline/kit/connection";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readAfter } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import type { ExpectationRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import { anyOf, anyOfOrAll } from "../any-of";
import type { Expectation, ExpectationFilter } from "./expectation";

/** Reads the expectation register for one request. */
export class ExpectationRepository {
  readonly #records: VersionReader<"EXPECTATION">;
  readonly #request: RequestContext;

  constructor(db: Db, request: RequestContext) {
    this.#records = new VersionReader(db, "EXPECTATION", request);
    this.#request = request;
  }

  async page({ items, places, years, states }: ExpectationFilter, { first, after }: PageArguments): Promise<Connection<Expectation>> {
    const conditions = [
      ...anyOf("record.item", items),
      ...anyOfOrAll("record.place", places),
      ...anyOfOrAll("record.year", years),
      ...anyOf("record.state", states),
    ];
    const last = readAfter("expectations", this.#request.asOf, after);
    const page = await this.#records.page({ $and: [{}, ...conditions] }, last, pageSize(first));
    return connect(
      { ...page, list: "expectations", rows: page.rows.map(({ record }) => showExpectation(record)), place: ({ id }) => [id] },
      this.#request,
    );
  }
}

function showExpectation(record: ExpectationRecord): Expectation {
  const { item, place } = record;
  return { ...record, item: { id: item }, place: place === null ? null : { id: place } };
}
