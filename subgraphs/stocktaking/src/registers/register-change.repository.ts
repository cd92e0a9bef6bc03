import { authorize, may } from "@actionline/kit/access";
import { checkedText } from "@actionline/kit/checked-text";
import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readCursor } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import { logEntries } from "@actionline/log/collections";
import type { Version } from "@actionline/log/log-entry";
import type { RegisterKind } from "@actionline/schema/coordination-records";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { Db } from "mongodb";
import type { IndexView } from "../index-view";
import type { RegisterChange, RegisterChangeFilter, WithdrawRegisterLineInput } from "./register-change";
import { type KeptChange, RegisterChanges, registersMeant } from "./register-changes";
import type { RegisterWriter } from "./register-writer";
import { DECLARED_HERE } from "./reporting-scope.repository";
import { whoMayWithdraw } from "./who-may-withdraw";

const LIST = "registerChanges";

/** Reads the registers' change log and ends their lines, for one request. */
export class RegisterChangeRepository {
  readonly #db: Db;
  readonly #changes: RegisterChanges;
  readonly #request: RequestContext;
  readonly #index: IndexView;
  readonly #writer: RegisterWriter;

  constructor(db: Db, request: RequestContext, index: IndexView, writer: RegisterWriter) {
    this.#db = db;
    this.#changes = new RegisterChanges(db);
    this.#request = request;
    this.#index = index;
    this.#writer = writer;
  }

  async page({ registers, lines, owners }: RegisterChangeFilter, { first, after }: PageArguments): Promise<Connection<RegisterChange>> {
    const { asOf, principal } = this.#request;
    const size = pageSize(first);
    const kinds = registersMeant(registers);
    const asked = { kinds, lines, owners, privateToo: may(principal, "readPrivate"), upTo: asOf.sequence };
    const found = await this.#changes.before(this.#start(after), size + 1, asked);
    return connect(
      {
        list: LIST,
        rows: await this.#show(found.slice(0, size)),
        place: ({ sequence }) => [sequence],
        hasNextPage: found.length > size,
        hasPreviousPage: after != null,
        totalCount: () => this.#changes.count(asked),
      },
      this.#request,
    );
  }

  /** Ends a line; what it decided until now stays told. */
  async withdraw(input: WithdrawRegisterLineInput): Promise<RegisterChange> {
    const { principal } = this.#request;
    await this.#index.reach();
    const head = await this.#writer.head(input.register, input.line);
    const known = head ?? (await this.#lastOf(input.register, input.line));
    if (known === null) throw notALine(input);
    const { action, of } = whoMayWithdraw(input.register, known.record, this.#index.reference);
    // Whoever may not see a private line isn't told that it is there.
    const hidden = known.visibility === "PRIVATE" && !may(principal, "readPrivate");
    if (hidden && !may(principal, action, of)) throw notALine(input);
    authorize(principal, action, of);
    if ("source" in known.record && known.record.source !== DECLARED_HERE) {
      throw hubError(
        "BAD_INPUT",
        `"${input.line}" came by ${known.record.source}: withdraw it there, or the next harvest would undo this.`,
      );
    }
    const reason = checkedText(input.reason, 2000, "reason");
    await this.#writer.withdraw(input.register, known, reason, input);
    return this.#lastWithdrawal(input);
  }

  /** A withdrawal sent again finds no line in force: the one that it ended stands for it. */
  async #lastOf(kind: RegisterKind, line: string): Promise<Version<RecordOfKind[RegisterKind]> | null> {
    const asked = { kinds: [kind], lines: [line], privateToo: false, upTo: Number.MAX_SAFE_INTEGER };
    const [last] = await this.#changes.before(Number.MAX_SAFE_INTEGER, 1, asked);
    return last?.before ?? null;
  }

  async #lastWithdrawal({ register, line }: WithdrawRegisterLineInput): Promise<RegisterChange> {
    const asked = { kinds: [register], lines: [line], privateToo: true, upTo: Number.MAX_SAFE_INTEGER };
    const found = await this.#changes.before(Number.MAX_SAFE_INTEGER, 10, asked);
    const [shown] = await this.#show(found.filter(({ after }) => after === null).slice(0, 1));
    if (shown === undefined) throw new Error(`"${line}" was withdrawn and its withdrawal isn't there.`);
    return shown;
  }

  #start(after: string | null | undefined): number {
    if (after === null || after === undefined) return Number.MAX_SAFE_INTEGER;
    const [sequence] = readCursor(LIST, this.#request.asOf, after);
    if (typeof sequence === "number") return sequence;
    throw hubError("CURSOR_INVALID", `"after" isn't a cursor of ${LIST}; take it from pageInfo.endCursor of the same list.`);
  }

  async #show(changes: readonly KeptChange[]): Promise<RegisterChange[]> {
    const entries = await logEntries(this.#db)
      .find({ _id: { $in: changes.map(({ sequence }) => sequence) } }, { projection: { at: 1 } })
      .toArray();
    const instants = new Map(entries.map(({ _id, at }) => [_id, at]));
    return changes.map((change) => showChange(change, instants.get(change.sequence) ?? new Date(0)));
  }
}

const notALine = ({ register, line }: WithdrawRegisterLineInput): Error =>
  hubError("NOT_FOUND", `The register ${register} has no line "${line}"; its list tells the ids.`);

function showChange({ kind, sequence, before, after, withdrawal }: KeptChange, at: Date): RegisterChange {
  const told = after ?? before;
  if (told === null) throw new Error("A change of a register has neither a line before it nor one after.");
  const { by, reason } = withdrawal ?? authorOf(after?.record ?? null);
  return {
    sequence,
    at,
    register: kind,
    operation: after === null ? "WITHDRAWN" : before === null ? "ADDED" : "CHANGED",
    line: told.subject,
    owner: told.owner,
    by,
    reason,
    before: before?.record ?? null,
    after: after?.record ?? null,
  };
}

/** Who a line names as its author, and its reason; an agency's own source tells neither. */
function authorOf(record: RecordOfKind[RegisterKind] | null): { by: string | null; reason: string | null } {
  if (record === null) return { by: null, reason: null };
  if ("decidedBy" in record) return { by: record.decidedBy, reason: record.reason };
  if ("signedBy" in record) return { by: record.signedBy, reason: record.text };
  if ("recordedBy" in record) return { by: record.recordedBy, reason: record.text };
  return { by: record.source === DECLARED_HERE ? record.agency : null, reason: record.statement ?? null };
}
