import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import type { PageArguments } from "@actionline/kit/list-arguments";
import type { RequestContext } from "@actionline/kit/request-context";
import { assertWritable, type NoticesParts } from "../context";
import { showEvent } from "../event/event.show";
import { inTransaction } from "../in-transaction";
import { pageOf } from "../page-of";
import { eventsOf, readMarksOf } from "../store";
import { addressesOf } from "./addresses";
import type { MarkNotificationsReadInput, MarkNotificationsReadPayload, Notification } from "./notification";

/** Reads what came to whoever asks, and notes how far they have read. */
export class NotificationRepository {
  readonly #parts: NoticesParts;
  readonly #request: RequestContext;

  constructor(parts: NoticesParts, request: RequestContext) {
    this.#parts = parts;
    this.#request = request;
  }

  async page(asked: PageArguments, unreadOnly: boolean): Promise<Connection<Notification>> {
    const reader = this.#reader();
    const upTo = await this.#upTo(reader);
    const filter = { ...this.#mine(), ...(unreadOnly ? { position: { $gt: upTo } } : {}) };
    const order = { list: "notifications", key: "position", direction: -1 } as const;
    const page = await pageOf(eventsOf(this.#parts.db), filter, order, asked, this.#request);
    const rows = page.rows.map((event): Notification => ({ event: showEvent(event), read: event.position <= upTo }));
    return connect({ ...page, rows, place: ({ event }) => [event.position] }, this.#request);
  }

  async markRead(input: MarkNotificationsReadInput): Promise<MarkNotificationsReadPayload> {
    const { db, idempotency } = this.#parts;
    const reader = this.#reader();
    assertWritable(this.#parts);
    const { upTo } = input;
    if (!Number.isSafeInteger(upTo) || upTo < 0) {
      throw hubError("BAD_INPUT", "upTo takes a notice's position, as notifications told it.");
    }
    const last = await eventsOf(db).findOne({ ...this.#mine(), position: { $lte: upTo } }, { sort: { position: -1 } });
    await idempotency.once(this.#request.principal, "markNotificationsRead", { ...input }, (alongside) =>
      inTransaction(db, async (session) => {
        await alongside(session);
        await readMarksOf(db).updateOne({ _id: reader }, { $max: { upTo: last?.position ?? 0 } }, { session, upsert: true });
      }),
    );
    const reached = await this.#upTo(reader);
    const unread = await eventsOf(db).countDocuments({ ...this.#mine(), position: { $gt: reached } });
    return { upTo: reached, unread };
  }

  /** Everything below is asked under it: what isn't addressed to the reader isn't counted either. */
  #mine() {
    const { principal, asOf } = this.#request;
    return { audience: { $in: addressesOf(principal) }, sequence: { $lte: asOf.sequence } };
  }

  #reader(): string {
    const { id } = this.#request.principal;
    if (id !== null) return id;
    throw hubError("UNAUTHENTICATED", 'Sign in to read your notifications: send your token as "Authorization: Bearer <token>".');
  }

  async #upTo(reader: string): Promise<number> {
    return (await readMarksOf(this.#parts.db).findOne({ _id: reader }))?.upTo ?? 0;
  }
}
