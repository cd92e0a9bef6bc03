import { randomBytes } from "node:crypto";
import { authorize, type Principal } from "@actionline/kit/access";
import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import type { PageArguments } from "@actionline/kit/list-arguments";
import type { RequestContext } from "@actionline/kit/request-context";
import type { ClientSession } from "mongodb";
import { webhookStatuses } from "../channel/webhook-statuses";
import { assertWritable, type NoticesParts } from "../context";
import { newSecret } from "../delivery/signature";
import { inTransaction } from "../in-transaction";
import { pageOf } from "../page-of";
import { type Address, deliveriesOf, type StoredWatch, takeNumbers, type Webhook, watchesOf } from "../store";
import { type CheckedWatch, checkedWatch, MOST } from "./checked-watch";
import type { Watch } from "./watch";
import type { RemoveWatchInput, RemoveWatchPayload, SaveWatchInput, SaveWatchPayload } from "./watch.input";
import { showWatch } from "./watch.show";

/** Somebody who is signed in. */
type SignedIn = Principal & { readonly id: string };

/** Reads and saves the watches of whoever asks; nobody reads another's, the secretariat included. */
export class WatchRepository {
  readonly #parts: NoticesParts;
  readonly #request: RequestContext;

  constructor(parts: NoticesParts, request: RequestContext) {
    this.#parts = parts;
    this.#request = request;
  }

  async page(asked: PageArguments): Promise<Connection<Watch>> {
    const { id } = this.#signedIn();
    const order = { list: "watches", key: "generation", direction: 1 } as const;
    const page = await pageOf(watchesOf(this.#parts.db), { owner: id, removed: false }, order, asked, this.#request);
    const shown = await this.#show(page.rows);
    const places = new Map(page.rows.map(({ _id, generation }) => [_id, generation]));
    return connect({ ...page, rows: shown, place: (watch) => [places.get(watch.id) ?? null] }, this.#request);
  }

  /** One's own watch; refused like one that doesn't exist where it is another's. */
  async own(id: string): Promise<StoredWatch> {
    const owner = this.#signedIn().id;
    const found = await watchesOf(this.#parts.db).findOne({ _id: id, owner, removed: false });
    if (found === null) throw hubError("NOT_FOUND", "You have no such watch; the query watches lists yours.");
    return found;
  }

  async save(input: SaveWatchInput): Promise<SaveWatchPayload> {
    const owner = this.#signedIn();
    assertWritable(this.#parts);
    const { cells, settings, idempotency, db } = this.#parts;
    await cells.reach(this.#request.asOf.sequence);
    const checked = checkedWatch(input, cells, settings, this.#request.asOf);
    const secret = checked.url === null ? null : newSecret();
    const saved = await idempotency.once(owner, "saveWatch", { ...input }, (alongside) =>
      inTransaction(db, async (session) => {
        await alongside(session);
        await this.#insert(owner, checked, secret, input.idempotencyKey, session);
      }),
    );
    return { watch: await this.#savedUnder(owner, input.idempotencyKey), secret: saved ? secret : null };
  }

  async remove(input: RemoveWatchInput): Promise<RemoveWatchPayload> {
    const owner = this.#signedIn();
    assertWritable(this.#parts);
    const { db, idempotency } = this.#parts;
    await idempotency.once(owner, "removeWatch", { ...input }, async (alongside) => {
      const { _id } = await this.own(input.watch);
      await inTransaction(db, async (session) => {
        await alongside(session);
        const generation = (await takeNumbers(db, "generation", 1, session)) + 1;
        // It stays without its content, so that a follower learns that it went.
        await watchesOf(db).updateOne({ _id }, { $set: { removed: true, generation, name: "", webhook: null, feed: false } }, { session });
        await deliveriesOf(db).deleteMany({ target: `watch:${_id}`, state: "PENDING" }, { session });
      });
    });
    return { watch: input.watch };
  }

  async #insert(owner: SignedIn, checked: CheckedWatch, secret: string | null, key: string, session: ClientSession): Promise<void> {
    const { db, clock } = this.#parts;
    // The counter first: two that are saved at once come after one another, and the second sees the first when it counts.
    const generation = (await takeNumbers(db, "generation", 1, session)) + 1;
    const held = await watchesOf(db).countDocuments({ owner: owner.id, removed: false }, { session });
    if (held >= MOST.watches) {
      throw hubError("BAD_INPUT", `You have ${held} watches, as many as one may; remove one that you don't need.`, { most: MOST.watches });
    }
    const { url, ...rest } = checked;
    const webhook: Webhook | null = url === null || secret === null ? null : { url, secret };
    const _id = `watch-${randomBytes(16).toString("hex")}`;
    const state = { savedAt: clock(), key, generation, removed: false, settled: false };
    await watchesOf(db).insertOne({ _id, owner: owner.id, ...rest, webhook, ...state }, { session });
  }

  async #savedUnder(owner: SignedIn, key: string): Promise<Watch> {
    const found = await watchesOf(this.#parts.db).findOne({ owner: owner.id, key, removed: false });
    if (found === null)
      throw hubError("NOT_FOUND", "The watch that was saved under this idempotencyKey was removed since; take a new key.");
    const [shown] = await this.#show([found]);
    if (shown === undefined) throw new Error("A watch that was found couldn't be shown.");
    return shown;
  }

  async #show(watches: readonly StoredWatch[]): Promise<Watch[]> {
    const webhooks = new Map(
      watches.flatMap(({ _id, webhook }): [Address, Webhook][] => (webhook === null ? [] : [[`watch:${_id}`, webhook]])),
    );
    const statuses = await webhookStatuses(this.#parts.db, webhooks);
    return watches.map((watch) => showWatch(watch, statuses.get(`watch:${watch._id}`) ?? null));
  }

  #signedIn(): SignedIn {
    const { principal } = this.#request;
    // Every role may, for itself: whatever its role is held for is its own.
    authorize(principal, "saveWatch", principal.roles[0]?.of ?? null);
    const { id } = principal;
    if (id === null) throw hubError("UNAUTHENTICATED", "Sign in to do this.");
    return { ...principal, id };
  }
}
