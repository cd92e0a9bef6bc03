import { type Connection, connect } from "@actionline/kit/connection";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readAfter } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import type { ScopeRecord } from "@actionline/schema/contract/records";
import type { Reported } from "@actionline/schema/record-of-kind";
import type { Db } from "mongodb";
import { anyOf, anyOfOrAll } from "../any-of";
import type { ReportingScope, ReportingScopeFilter } from "./reporting-scope";

/** Reads agencies' declarations of how complete their reporting is, for one request. */
export class ReportingScopeRepository {
  readonly #records: VersionReader<"SCOPE">;
  readonly #request: RequestContext;

  constructor(db: Db, request: RequestContext) {
    this.#records = new VersionReader(db, "SCOPE", request);
    this.#request = request;
  }

  async page(filter: ReportingScopeFilter, { first, after }: PageArguments): Promise<Connection<ReportingScope>> {
    const conditions = [
      ...anyOf("record.agency", filter.agencies),
      ...anyOf("record.items", filter.items),
      ...anyOf("record.actionLines", filter.actionLines),
      ...anyOfOrAll("record.places", filter.places),
      ...anyOf("record.years", filter.years),
      ...anyOf("record.level", filter.levels),
    ];
    const last = readAfter("reportingScopes", this.#request.asOf, after);
    const page = await this.#records.page({ $and: [{}, ...conditions] }, last, pageSize(first));
    return connect(
      { ...page, list: "reportingScopes", rows: page.rows.map(({ record }) => showScope(record)), place: ({ id }) => [id] },
      this.#request,
    );
  }
}

function showScope({
  id,
  agency,
  source,
  level,
  items,
  actionLines,
  places,
  years,
  statement,
  declaredOn,
}: Reported<ScopeRecord>): ReportingScope {
  return {
    id,
    agency: { id: agency },
    source: { id: source },
    level,
    items: references(items),
    actionLines: actionLines?.map((code) => ({ code })) ?? null,
    places: references(places),
    years,
    statement: statement ?? null,
    declaredOn: declaredOn ?? null,
  };
}

const references = (ids: readonly string[] | undefined): { id: string }[] | null => ids?.map((id) => ({ id })) ?? null;
