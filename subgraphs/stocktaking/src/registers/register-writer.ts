import type { Principal } from "@actionline/kit/access";
import { hubError } from "@actionline/kit/hub-error";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Alongside, Appended, Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import type { Idempotency } from "@actionline/log/idempotency";
import { type Change, OPEN, type Version } from "@actionline/log/log-entry";
import type { RegisterKind, WithdrawalRecord } from "@actionline/schema/coordination-records";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { ClientSession, Db } from "mongodb";

export interface RegisterParts {
  readonly db: Db;
  readonly appender: Appender;
  readonly idempotency: Idempotency;
  readonly clock: () => Date;
}

/** What every edit of a register gives beside its content. */
export interface RegisterInput {
  readonly idempotencyKey: string;
  readonly expectedVersion?: number | null;
}

/** A line as it is to stand. */
export interface RegisterLine<K extends RegisterKind> {
  readonly kind: K;
  readonly mutation: string;
  readonly subject: string;
  readonly owner: string;
  readonly record: RecordOfKind[K];
}

/** Writes lines of the registers: each edit once, on the version that its author saw, and told in the change log. */
export class RegisterWriter {
  readonly #parts: RegisterParts;
  readonly #request: RequestContext;

  constructor(parts: RegisterParts, request: RequestContext) {
    this.#parts = parts;
    this.#request = request;
  }

  get principal(): Principal {
    return this.#request.principal;
  }

  /** Today, by the hub's clock, as a calendar date. */
  get today(): string {
    return this.#parts.clock().toISOString().slice(0, 10);
  }

  /** Sets a line and gives its version; the same input under the same key is done once. */
  async set<K extends RegisterKind>(
    { mutation, record, ...line }: RegisterLine<K>,
    input: RegisterInput,
  ): Promise<Version<RecordOfKind[K]>> {
    const change = { ...line, operation: "UPSERT", record } as Change;
    await this.#write(mutation, input, [change], (session) => this.#checkVersion(line.kind, line.subject, input.expectedVersion, session));
    const version = await this.head(line.kind, line.subject);
    if (version === null) throw gone(line.subject);
    return version;
  }

  /** Ends a line, with the reason beside it. */
  async withdraw(kind: RegisterKind, head: Version<unknown>, reason: string, input: RegisterInput): Promise<void> {
    const { subject, owner, visibility } = head;
    const record: WithdrawalRecord = {
      id: `${kind} ${subject}`,
      kind,
      line: subject,
      version: head._id,
      reason,
      by: this.principal.name,
      on: this.today,
    };
    const end: Change = { kind, subject, operation: "DELETE", owner, visibility, record: null };
    const why: Change = { kind: "WITHDRAWAL", subject: record.id, operation: "UPSERT", owner, visibility, record };
    if (input.expectedVersion != null && input.expectedVersion !== head._id) throw conflict(input.expectedVersion, head._id);
    await this.#write("withdrawRegisterLine", input, [end, why], async (session, { deleted }) => {
      // What this transaction ended must be the version that its author saw.
      const later = await versionsOf(this.#parts.appender.db, kind).countDocuments(
        { subject, from: { $gt: head._id } },
        { session, limit: 1 },
      );
      if (deleted !== 1 || later > 0) throw conflict(head._id, null);
    });
  }

  /** The version in force at the log's end: an edit is judged against what stands, not against the request's point. */
  async head<K extends RegisterKind>(kind: K, subject: string): Promise<Version<RecordOfKind[K]> | null> {
    return (await versionsOf(this.#parts.db, kind).findOne({ subject, to: OPEN } as never)) as Version<RecordOfKind[K]> | null;
  }

  async #write(mutation: string, input: RegisterInput, changes: readonly Change[], check: Alongside): Promise<void> {
    const { principal } = this.#request;
    await this.#parts.idempotency.once(principal, mutation, { ...input }, async (note) => {
      const alongside: Alongside = async (session: ClientSession, appended: Appended) => {
        // The key first: of one request sent twice at once the later is told what the earlier did, not that it came late.
        await note(session);
        await check(session, appended);
      };
      this.#request.advanceTo(await this.#parts.appender.append(changes, alongside));
    });
  }

  /** In the transaction of the edit itself, where the line's new version stands already: the one before it must be the one expected. */
  async #checkVersion(kind: RegisterKind, subject: string, expected: number | null | undefined, session: ClientSession): Promise<void> {
    if (expected === null || expected === undefined) return;
    const versions = await versionsOf(this.#parts.appender.db, kind)
      .find({ subject } as never, { session, projection: { _id: 1, to: 1 } })
      .sort({ _id: -1 })
      .limit(2)
      .toArray();
    const [newest, before] = versions;
    // An edit that says what stands already makes no version.
    if (newest?._id === expected || (newest !== undefined && before?._id === expected && before.to === newest._id)) return;
    throw conflict(expected, before?._id ?? null);
  }
}

const conflict = (expectedVersion: number, currentVersion: number | null): Error =>
  hubError("VERSION_CONFLICT", "This line changed since you read it; read it again and decide anew.", { expectedVersion, currentVersion });

const gone = (subject: string): Error =>
  hubError("NOT_FOUND", `"${subject}" was set under this idempotencyKey before and has been withdrawn since; set it anew under a new key.`);
