import { authorize } from "@actionline/kit/access";
import { checkedText } from "@actionline/kit/checked-text";
import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readAfter } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import type { Idempotency } from "@actionline/log/idempotency";
import { OPEN, type Version } from "@actionline/log/log-entry";
import { type RedactionOrder, redact } from "@actionline/log/redaction/redact";
import { VersionReader } from "@actionline/log/versions";
import type { RedactionRecord } from "@actionline/schema/federation-records";
import { splitHubId } from "@actionline/schema/hub-id";
import type { Db } from "mongodb";
import { BESIDE } from "./erase-beside";
import type { RedactableKind, RedactInput, Redaction } from "./redaction";

/** What redactions are written with; absent where a process only reads. */
export interface Redacting {
  readonly appender: Appender;
  readonly idempotency: Idempotency;
  readonly clock: () => Date;
}

/** Reads tombstones, and erases by order, for one request. */
export class RedactionRepository {
  readonly #records: VersionReader<"REDACTION">;
  readonly #request: RequestContext;
  readonly #redacting: Redacting | null;

  constructor(db: Db, request: RequestContext, redacting: Redacting | null) {
    this.#records = new VersionReader(db, "REDACTION", request);
    this.#request = request;
    this.#redacting = redacting;
  }

  async page({ first, after }: PageArguments): Promise<Connection<Redaction>> {
    const last = readAfter("redactions", this.#request.asOf, after);
    const page = await this.#records.page({}, last, pageSize(first));
    return connect({ ...page, list: "redactions", rows: page.rows.map(show), place: ({ id }) => [id] }, this.#request);
  }

  async redact(input: RedactInput): Promise<Redaction> {
    const { principal } = this.#request;
    const { kind, record: subject, pointer = null } = input;
    authorize(principal, "redact", agencyOf(kind, subject));
    if (this.#redacting === null) throw hubError("LOG_BUSY", "This process only reads; ask again in a few seconds.");
    const { appender, idempotency, clock } = this.#redacting;
    const reason = checkedText(input.reason, 500, "reason");
    const order = { kind, subject, pointer, reason, orderedBy: principal.name, at: clock() };
    await idempotency.once(principal, "redact", { ...input }, async (note) => {
      // First, so that a request cut short here is finished by sending it again.
      if (pointer === null && kind !== "ENTITY") await redactValuesOf(order, appender);
      const written = await redact(appender, order, [...BESIDE, (_db, _order, session) => note(session)]);
      this.#request.advanceTo(written);
    });
    return this.#tombstone(pointer === null ? `${kind}/${subject}` : `${kind}/${subject}#${pointer}`);
  }

  async #tombstone(id: string): Promise<Redaction> {
    const { db } = this.#redacting?.appender ?? {};
    const found = db === undefined ? null : await versionsOf(db, "REDACTION").findOne({ subject: id, to: OPEN });
    if (found === null) throw new Error(`the redaction ${id} was written and isn't there`);
    return show(found);
  }
}

/** What agencies tell of the same thing in fields of their own. */
async function redactValuesOf(order: RedactionOrder, appender: Appender): Promise<void> {
  const about = versionsOf(appender.db, "ENTITY").find({ "record.key.id": order.subject } as never);
  const found = new Set((await about.project<{ readonly subject: string }>({ subject: 1 }).toArray()).map(({ subject }) => subject));
  for (const subject of found) await redact(appender, { ...order, kind: "ENTITY", subject }, BESIDE);
}

/** Whose the record is: of an agency's id the part before the colon, of its values the part before the slash. */
function agencyOf(kind: RedactableKind, subject: string): string | null {
  return kind === "ENTITY" ? (subject.split("/")[0] ?? null) : (splitHubId(subject)?.agency ?? null);
}

function show({ _id: sequence, record }: Version<RedactionRecord>): Redaction {
  const { id, kind, subject, pointer, reason, orderedBy, at } = record;
  return { id, kind: kind as RedactableKind, record: subject, pointer, reason, orderedBy, at: new Date(at), sequence };
}
