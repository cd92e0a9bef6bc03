import { authorize } from "@actionline/kit/access";
import { checkedText } from "@actionline/kit/checked-text";
import { type Connection, connect } from "@actionline/kit/connection";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readAfter } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Version } from "@actionline/log/log-entry";
import { VersionReader } from "@actionline/log/versions";
import type { ExpectationRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import { anyOf, anyOfOrAll } from "../any-of";
import { lineOfItem } from "../columns/plan-tree";
import type { IndexView } from "../index-view";
import type { Expectation, ExpectationFilter, SetExpectationInput } from "./expectation";
import { checkItems, checkKnown, checkYears } from "./register-checks";
import type { RegisterWriter } from "./register-writer";

type Axes = Pick<ExpectationRecord, "item" | "place" | "year" | "stakeholderType">;

/** Reads and edits the expectation register for one request. */
export class ExpectationRepository {
  readonly #records: VersionReader<"EXPECTATION">;
  readonly #request: RequestContext;
  readonly #index: IndexView;
  readonly #writer: RegisterWriter;

  constructor(db: Db, request: RequestContext, index: IndexView, writer: RegisterWriter) {
    this.#records = new VersionReader(db, "EXPECTATION", request);
    this.#request = request;
    this.#index = index;
    this.#writer = writer;
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
    return connect({ ...page, list: "expectations", rows: page.rows.map(showExpectation), place: ({ id }) => [id] }, this.#request);
  }

  /** Sets what is expected in a cell: the line of the same axes, where there is one, is changed. */
  async set(input: SetExpectationInput): Promise<Expectation> {
    await this.#index.reach();
    const { reference } = this.#index;
    const line = lineOfItem(reference, input.item);
    authorize(this.#request.principal, "setExpectation", line);
    const [item = input.item] = checkItems([input.item], reference, 1) ?? [];
    const [place = null] = checkKnown("place", input.place == null ? null : [input.place], reference.places, 1) ?? [];
    const [year = null] = input.year == null ? [] : checkYears([input.year]);
    const axes = { item, place, year, stakeholderType: input.stakeholderType ?? null };
    const id = [...reference.expectations.values()].find((known) => isSameCell(known, axes))?.id ?? idOfCell(axes);
    const reason = checkedText(input.reason, 2000, "reason");
    const decided = { decidedBy: this.#request.principal.name, decidedOn: this.#writer.today };
    const record: ExpectationRecord = { id, ...axes, state: input.state, reason, ...decided };
    const owner = line === null ? "hub:secretariat" : `team:${line}`;
    return showExpectation(await this.#writer.set({ kind: "EXPECTATION", mutation: "setExpectation", subject: id, owner, record }, input));
  }
}

const isSameCell = (known: Axes, axes: Axes): boolean =>
  known.item === axes.item && known.place === axes.place && known.year === axes.year && known.stakeholderType === axes.stakeholderType;

const idOfCell = ({ item, place, year, stakeholderType }: Axes): string =>
  [item, place ?? "everywhere", year ?? "always", ...(stakeholderType === null ? [] : [stakeholderType])].join("-");

function showExpectation({ _id: version, owner, record }: Version<ExpectationRecord>): Expectation {
  const { item, place } = record;
  return { ...record, item: { id: item }, place: place === null ? null : { id: place }, owner, version };
}
