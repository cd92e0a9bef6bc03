import { authorize } from "@actionline/kit/access";
import { checkedText } from "@actionline/kit/checked-text";
import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readAfter } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Version } from "@actionline/log/log-entry";
import { VersionReader } from "@actionline/log/versions";
import type { StatementRecord } from "@actionline/schema/coordination-records";
import { STAKEHOLDER_TYPES, type StakeholderType } from "@actionline/schema/stakeholder-type";
import type { Db } from "mongodb";
import { anyOf } from "../any-of";
import { hasChannel } from "../coverage/base-findings";
import type { IndexView } from "../index-view";
import { newLineId } from "./line-id";
import { checkItems, checkKnown, checkOfLine, checkYears } from "./register-checks";
import type { RegisterWriter } from "./register-writer";
import type { SignStatementInput, TeamStatement, TeamStatementFilter } from "./team-statement";

/** Types that no body reports for as a whole; the others have a channel of their own. */
const WITHOUT_CHANNEL = STAKEHOLDER_TYPES.filter((type) => !hasChannel(type));

/** Reads and takes teams' signed nil statements, for one request. */
export class TeamStatementRepository {
  readonly #records: VersionReader<"STATEMENT">;
  readonly #request: RequestContext;
  readonly #index: IndexView;
  readonly #writer: RegisterWriter;

  constructor(db: Db, request: RequestContext, index: IndexView, writer: RegisterWriter) {
    this.#records = new VersionReader(db, "STATEMENT", request);
    this.#request = request;
    this.#index = index;
    this.#writer = writer;
  }

  async page({ actionLines, items, years }: TeamStatementFilter, { first, after }: PageArguments): Promise<Connection<TeamStatement>> {
    const conditions = [...anyOf("record.actionLine", actionLines), ...anyOf("record.items", items), ...anyOf("record.years", years)];
    const last = readAfter("teamStatements", this.#request.asOf, after);
    const page = await this.#records.page({ $and: [{}, ...conditions] }, last, pageSize(first));
    return connect({ ...page, list: "teamStatements", rows: page.rows.map(showStatement), place: ({ id }) => [id] }, this.#request);
  }

  async sign(input: SignStatementInput): Promise<TeamStatement> {
    const { principal } = this.#request;
    authorize(principal, "signStatement", input.actionLine);
    await this.#index.reach();
    const { reference } = this.#index;
    const items = checkItems(input.items, reference, 500) ?? [];
    checkOfLine(items, input.actionLine, reference);
    const id = await this.#idOf(input);
    const record: StatementRecord = {
      id,
      actionLine: input.actionLine,
      items,
      places: checkKnown("place", input.places, reference.places, 300),
      years: checkYears(input.years),
      stakeholderTypes: typesOf(input),
      text: checkedText(input.text, 4000, "text"),
      signedBy: principal.name,
      signedOn: this.#writer.today,
    };
    const owner = `team:${input.actionLine}`;
    return showStatement(await this.#writer.set({ kind: "STATEMENT", mutation: "signStatement", subject: id, owner, record }, input));
  }

  async #idOf({ id, actionLine, idempotencyKey }: SignStatementInput): Promise<string> {
    if (id === null || id === undefined) return newLineId(actionLine, this.#request.principal, idempotencyKey);
    const head = await this.#writer.head("STATEMENT", id);
    if (head?.record.actionLine === actionLine) return id;
    throw hubError("NOT_FOUND", `${actionLine} has no statement "${id}"; teamStatements lists them.`);
  }
}

function typesOf({ stakeholderTypes }: SignStatementInput): StakeholderType[] {
  const wrong = stakeholderTypes.find((type) => !WITHOUT_CHANNEL.includes(type));
  if (wrong === undefined && stakeholderTypes.length > 0) return WITHOUT_CHANNEL.filter((type) => stakeholderTypes.includes(type));
  throw hubError(
    "BAD_INPUT",
    `A team signs for ${WITHOUT_CHANNEL.join(" or ")}: the other types report for themselves, by reporting scopes.`,
  );
}

function showStatement({ _id: version, record }: Version<StatementRecord>): TeamStatement {
  const { actionLine, items, places } = record;
  return {
    ...record,
    actionLine: { code: actionLine },
    items: items.map((id) => ({ id })),
    places: places?.map((id) => ({ id })) ?? null,
    version,
  };
}
