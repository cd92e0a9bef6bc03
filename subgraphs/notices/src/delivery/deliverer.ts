import { type PostOutcome, post } from "@actionline/kit/egress/post";
import type { Resolve } from "@actionline/kit/egress/resolve-public";
import type { Db } from "mongodb";
import { composeMail } from "../mail/compose-mail";
import type { Mailer } from "../mail/mailer";
import type { NoticeSettings } from "../notice-settings";
import { type Address, deliveriesOf, eventsOf, type StoredDelivery, type StoredEvent, targetsOf, type Webhook } from "../store";
import { waitAfter } from "./backoff";
import { giveUp } from "./give-up";
import { type Recipient, recipientOf } from "./recipient";
import { signatureOf, WEBHOOK_HEADERS } from "./signature";
import { webhookBody } from "./webhook-body";

export interface DelivererParts {
  readonly db: Db;
  readonly settings: NoticeSettings;
  readonly mailer: Mailer;
  readonly resolve: Resolve;
  readonly clock: () => Date;
  readonly random: () => number;
  /** Told of what failed and isn't a receiver's doing. */
  readonly onFault: (error: unknown) => void;
}

/** A target by one medium: what waits for it is sent one after the other. */
type Line = Pick<StoredDelivery, "target" | "medium">;

/** How long an attempt under way keeps others from it; after a crash the delivery is tried again then. */
const CLAIM_MS = 120_000;
const AT_ONCE = 8;
/** Of one target, in one go: others have their turn too. */
const IN_A_ROW = 50;

/**
 * Sends what waits. Each attempt is written down before it is made and its end after: whoever is cut short between the two
 * sends again, so that a receiver gets every notice at least once and tells a second one by its id.
 */
export class Deliverer {
  readonly #parts: DelivererParts;
  #running: Promise<number> | null = null;
  readonly #stopped = new AbortController();

  constructor(parts: DelivererParts) {
    this.#parts = parts;
  }

  /** Sends what is due at this moment; returns how many were taken. Calls at once share one run. */
  deliver(): Promise<number> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Breaks off posts under way and begins nothing more: what is due waits in the database for whoever sends next. */
  stop(): void {
    this.#stopped.abort();
  }

  async #run(): Promise<number> {
    const lines = await this.#due();
    const workers = Array.from({ length: AT_ONCE }, async () => {
      let sent = 0;
      for (let line = lines.pop(); line !== undefined; line = lines.pop()) {
        const ofLine = await this.#serve(line);
        sent += ofLine;
      }
      return sent;
    });
    return (await Promise.all(workers)).reduce((sum, sent) => sum + sent, 0);
  }

  async #due(): Promise<Line[]> {
    const due = { state: "PENDING", nextAt: { $lte: this.#parts.clock() } } as const;
    const found = await deliveriesOf(this.#parts.db)
      .aggregate<{ _id: Line }>([{ $match: due }, { $group: { _id: { target: "$target", medium: "$medium" } } }])
      .toArray();
    return found.map(({ _id }) => _id);
  }

  /** A fault of our own with one target keeps nobody else from theirs. */
  async #serve(line: Line): Promise<number> {
    let sent = 0;
    try {
      while (sent < IN_A_ROW && !this.#stopped.signal.aborted && (await this.#sendNext(line))) sent += 1;
    } catch (error) {
      this.#parts.onFault(error);
    }
    return sent;
  }

  /** Makes one attempt; says whether to go on with the next. */
  async #sendNext(line: Line): Promise<boolean> {
    const { db } = this.#parts;
    const recipient = await recipientOf(db, line);
    if (recipient === null) {
      await deliveriesOf(db).deleteMany({ ...line, state: "PENDING" });
      return false;
    }
    const delivery = await this.#claim(line);
    if (delivery === null) return false;
    const event = await eventsOf(db).findOne({ _id: delivery.event });
    if (event === null) throw new Error(`A delivery tells of ${delivery.event}, which isn't stored.`);
    const outcome = await this.#attempt(event, delivery, recipient);
    if (outcome.delivered) await this.#noteSent(delivery);
    // Broken off, it isn't the receiver's failure; it is made again as after a crash.
    else if (!this.#stopped.signal.aborted) await this.#noteFailure(delivery, outcome.reason, recipient.tellOfFailure);
    return outcome.delivered;
  }

  /** The one that was tried least, then the oldest: what a receiver refuses every time holds up nothing else. */
  #claim(line: Line): Promise<StoredDelivery | null> {
    const now = this.#parts.clock();
    return deliveriesOf(this.#parts.db).findOneAndUpdate(
      { ...line, state: "PENDING", nextAt: { $lte: now } },
      { $set: { nextAt: new Date(now.getTime() + CLAIM_MS) }, $inc: { attempts: 1 } },
      { sort: { attempts: 1, position: 1 }, returnDocument: "after" },
    );
  }

  async #attempt(event: StoredEvent, { medium }: StoredDelivery, { webhook, mail }: Recipient): Promise<PostOutcome> {
    if (medium === "WEBHOOK" && webhook !== null) return this.#post(event, webhook);
    if (medium === "MAIL" && mail !== null) return this.#mail(event, mail);
    throw new Error(`A recipient without ${medium} was to be reached by it.`);
  }

  #post(event: StoredEvent, { url, secret }: Webhook): Promise<PostOutcome> {
    const { settings, resolve, clock } = this.#parts;
    const body = webhookBody(event);
    const timestamp = Math.floor(clock().getTime() / 1000);
    const headers = {
      "Content-Type": "application/json; charset=utf-8",
      "User-Agent": "Actionline",
      [WEBHOOK_HEADERS.event]: event._id,
      [WEBHOOK_HEADERS.timestamp]: String(timestamp),
      [WEBHOOK_HEADERS.signature]: signatureOf(secret, timestamp, body),
    };
    return post(
      { url: new URL(url), body, headers },
      { allowLocal: settings.allowLocalWebhooks, resolve, timeoutMs: settings.webhookMs, stopped: this.#stopped.signal },
    );
  }

  async #mail(event: StoredEvent, to: string): Promise<PostOutcome> {
    try {
      await this.#parts.mailer.send(composeMail(event, to, this.#parts.settings.publicUrl));
      return { delivered: true };
    } catch (error) {
      // What a mail server says is for the operator: it names hosts and accounts.
      this.#parts.onFault(error);
      return { delivered: false, reason: "The mail couldn't be handed over." };
    }
  }

  async #noteSent({ _id, target, medium }: StoredDelivery): Promise<void> {
    const { db, clock } = this.#parts;
    await deliveriesOf(db).updateOne({ _id }, { $set: { state: "SENT", doneAt: clock(), lastError: null } });
    await targetsOf(db).updateOne({ _id: nameOf({ target, medium }), failures: { $gt: 0 } }, { $set: { failures: 0 } });
  }

  /** One failure is the target's: all that waits for it waits, and isn't tried one after the other only to fail too. */
  async #noteFailure({ _id, target, medium }: StoredDelivery, reason: string, tell: readonly Address[]): Promise<void> {
    const { db, clock, random } = this.#parts;
    const line = { target, medium };
    const found = await targetsOf(db).findOneAndUpdate(
      { _id: nameOf(line) },
      { $inc: { failures: 1 } },
      { upsert: true, returnDocument: "after" },
    );
    const now = clock();
    const nextAt = new Date(now.getTime() + waitAfter(found?.failures ?? 1, random));
    await deliveriesOf(db).updateOne({ _id }, { $set: { lastError: reason, nextAt } });
    await deliveriesOf(db).updateMany({ ...line, state: "PENDING", nextAt: { $lt: nextAt } }, { $set: { nextAt } });
    await giveUp(db, line, reason, tell, now);
  }
}

/** What the account of a target's failures is kept under. */
export const nameOf = ({ target, medium }: Line): string => `${medium} ${target}`;
