import { authorize } from "@actionline/kit/access";
import { outsideUrl } from "@actionline/kit/egress/outside-url";
import { type Resolve, resolvePublic } from "@actionline/kit/egress/resolve-public";
import { hubError } from "@actionline/kit/hub-error";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import type { Idempotency } from "@actionline/log/idempotency";
import { OPEN } from "@actionline/log/log-entry";
import type { SourceRecord } from "@actionline/schema/hub-records";
import type { ClientSession } from "mongodb";
import { sourceTurnsOf } from "../schedule/source-turns";
import type { DeclareSourceInput } from "./declare-source";
import { agencyOfSource, declaredRecord } from "./declared-record";

/** Where the hub may go by itself, and what sources are declared with. */
export interface Declaring {
  readonly appender: Appender;
  readonly idempotency: Idempotency;
  readonly resolve: Resolve;
  readonly allowLocal: boolean;
}

export const ADDRESS = "A source's address";

/** Declares what the hub harvests and from where, for one request. */
export class SourceDesk {
  readonly #request: RequestContext;
  readonly #declaring: Declaring | null;

  constructor(request: RequestContext, declaring: Declaring | null) {
    this.#request = request;
    this.#declaring = declaring;
  }

  /** Says what stands now. An address is judged here and again whenever the hub connects to it: a name may lead elsewhere by then. */
  async declare(input: DeclareSourceInput): Promise<SourceRecord> {
    const { principal } = this.#request;
    const agencyId = agencyOfSource(input.source);
    authorize(principal, "declareSource", agencyId);
    // It writes under other agencies' ids, so that no publisher may call its own source one.
    if (input.hub != null) authorize(principal, "declareHub");
    if (this.#declaring === null) throw hubError("LOG_BUSY", "This process only reads; ask again in a few seconds.");
    const { appender, idempotency } = this.#declaring;
    const agency = (await versionsOf(appender.db, "AGENCY").findOne({ subject: agencyId, to: OPEN }))?.record;
    if (agency === undefined) throw hubError("NOT_FOUND", `The hub has no agency ${agencyId}; the secretariat admits one first.`);
    const before = await this.#open(input.source);
    // Where it is read by the hub of another, only the secretariat says where that hub is.
    if (before?.hub === true) authorize(principal, "declareHub");
    const address = input.address === undefined ? (before?.address ?? null) : await this.#addressOf(input.address, this.#declaring);
    const record = declaredRecord({ input, agency, address, declaredBy: principal.name }, before);
    await idempotency.once(principal, "declareSource", { ...input }, (note) => this.#write(record, before, note));
    return (await this.#open(input.source)) ?? record;
  }

  async #open(id: string): Promise<SourceRecord | null> {
    const { db } = this.#declaring?.appender ?? {};
    return db === undefined ? null : ((await versionsOf(db, "SOURCE").findOne({ subject: id, to: OPEN }))?.record ?? null);
  }

  async #addressOf(given: string | null, { resolve, allowLocal }: Declaring): Promise<string | null> {
    if (given === null) return null;
    const url = outsideUrl(given, { what: ADDRESS, allowLocal });
    const addresses = await resolvePublic(url, resolve, { allowLocal });
    if (addresses === null)
      throw hubError("BAD_INPUT", `${ADDRESS} leads to a host that is found and is public; ${url.hostname} isn't one now.`);
    return url.href;
  }

  async #write(record: SourceRecord, before: SourceRecord | null, note: (session: ClientSession) => Promise<void>): Promise<void> {
    if (this.#declaring === null) return;
    const { appender } = this.#declaring;
    const change = { kind: "SOURCE", subject: record.id, operation: "UPSERT", owner: "hub:sources", record } as const;
    const written = await appender.append([change], async (session) => {
      await note(session);
      // Its turn is now; what was fetched last stood elsewhere, or was read otherwise.
      if (before !== null) await sourceTurnsOf(appender.db).deleteOne({ _id: record.id }, { session });
    });
    this.#request.advanceTo(written);
  }
}
