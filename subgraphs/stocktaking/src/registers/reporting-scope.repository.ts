import { authorize } from "@actionline/kit/access";
import { checkedText } from "@actionline/kit/checked-text";
import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readAfter } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Version } from "@actionline/log/log-entry";
import { VersionReader } from "@actionline/log/versions";
import type { ScopeRecord } from "@actionline/schema/contract/records";
import type { Reported } from "@actionline/schema/record-of-kind";
import type { Db } from "mongodb";
import { anyOf, anyOfOrAll } from "../any-of";
import { lastClosedYear } from "../coverage/base-grid";
import type { IndexView } from "../index-view";
import { newLineId } from "./line-id";
import { checkKnown, checkYears } from "./register-checks";
import type { RegisterWriter } from "./register-writer";
import type { DeclareScopeInput, ReportingScope, ReportingScopeFilter } from "./reporting-scope";

/** The source of what an agency declares in the hub itself: no harvest reads it, so that no full list ends it. */
export const DECLARED_HERE = "hub:declarations";

/** Reads and takes agencies' declarations of how complete their reporting is, for one request. */
export class ReportingScopeRepository {
  readonly #records: VersionReader<"SCOPE">;
  readonly #request: RequestContext;
  readonly #index: IndexView;
  readonly #writer: RegisterWriter;

  constructor(db: Db, request: RequestContext, index: IndexView, writer: RegisterWriter) {
    this.#records = new VersionReader(db, "SCOPE", request);
    this.#request = request;
    this.#index = index;
    this.#writer = writer;
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
    return connect({ ...page, list: "reportingScopes", rows: page.rows.map(showScope), place: ({ id }) => [id] }, this.#request);
  }

  /** Makes a declaration, or changes one that was made here. */
  async declare(input: DeclareScopeInput): Promise<ReportingScope> {
    const { principal } = this.#request;
    authorize(principal, "declareScope", input.agency);
    await this.#index.reach();
    checkKnown("agency", [input.agency], this.#index.reference.agencies, 1);
    const id = await this.#idOf(input);
    const record = { kind: "SCOPE" as const, id, ...this.#content(input), agency: input.agency, source: DECLARED_HERE };
    return showScope(await this.#writer.set({ kind: "SCOPE", mutation: "declareScope", subject: id, owner: input.agency, record }, input));
  }

  #content({ level, years, ...input }: DeclareScopeInput): Omit<ScopeRecord, "kind" | "id"> {
    const { reference } = this.#index;
    const items = checkKnown("plan item", input.items, reference.items, 500);
    const actionLines = checkKnown("action line", input.actionLines, reference.lines, 19);
    const places = checkKnown("place", input.places, reference.places, 300);
    return {
      level,
      years: checkOver(level, checkYears(years), lastClosedYear(this.#index.instant)),
      ...(items !== null && { items }),
      ...(actionLines !== null && { actionLines }),
      ...(places !== null && { places }),
      ...(input.statement != null && { statement: checkedText(input.statement, 4000, "statement") }),
      declaredOn: this.#writer.today,
    };
  }

  async #idOf({ id, agency, idempotencyKey }: DeclareScopeInput): Promise<string> {
    if (id === null || id === undefined) return newLineId(agency, this.#request.principal, idempotencyKey);
    const head = await this.#writer.head("SCOPE", id);
    if (head?.record.agency !== agency) throw hubError("NOT_FOUND", `${agency} has no declaration "${id}"; reportingScopes lists them.`);
    if (head.record.source === DECLARED_HERE) return id;
    throw hubError("BAD_INPUT", `"${id}" came by ${head.record.source}: change it there, or the next harvest would undo this.`);
  }
}

/** Nobody can know yet that they will have done nothing. */
function checkOver(level: DeclareScopeInput["level"], years: number[], lastClosed: number): number[] {
  const open = years.find((year) => year > lastClosed);
  if (level !== "NIL" || open === undefined) return years;
  throw hubError("BAD_INPUT", `${open} isn't over: a nil return is for years up to ${lastClosed}.`);
}

export function showScope({ _id: version, record }: Version<Reported<ScopeRecord>>): ReportingScope {
  const { id, agency, source, level, items, actionLines, places, years, statement, declaredOn } = record;
  return {
    id,
    agency: { id: agency },
    source: source === DECLARED_HERE ? null : { id: source },
    level,
    items: references(items),
    actionLines: actionLines?.map((code) => ({ code })) ?? null,
    places: references(places),
    years,
    statement: statement ?? null,
    declaredOn: declaredOn ?? null,
    version,
  };
}

const references = (ids: readonly string[] | undefined): { id: string }[] | null => ids?.map((id) => ({ id })) ?? null;
