import { authorize } from "@actionline/kit/access";
import { hubError } from "@actionline/kit/hub-error";
import type { RequestContext } from "@actionline/kit/request-context";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { assertWritable, type NoticesParts } from "../context";
import { newSecret } from "../delivery/signature";
import { webhookUrl } from "../delivery/webhook-url";
import { inTransaction } from "../in-transaction";
import { addressesOf } from "../notification/addresses";
import { type Address, channelsOf, type StoredChannel, type Webhook } from "../store";
import type { NotificationChannel, SetNotificationChannelInput, SetNotificationChannelPayload } from "./channel";
import { isMailAddress } from "./mail-address";
import { webhookStatuses } from "./webhook-statuses";

type Named = `agency:${string}` | `organization:${string}`;

/** Reads and sets where agencies and organizations are told. */
export class ChannelRepository {
  readonly #parts: NoticesParts;
  readonly #request: RequestContext;

  constructor(parts: NoticesParts, request: RequestContext) {
    this.#parts = parts;
    this.#request = request;
  }

  /** Channels of those whom the principal acts for. */
  async own(): Promise<NotificationChannel[]> {
    const addresses = addressesOf(this.#request.principal);
    return this.#show(
      await channelsOf(this.#parts.db)
        .find({ _id: { $in: addresses } })
        .sort({ _id: 1 })
        .toArray(),
    );
  }

  async set(input: SetNotificationChannelInput): Promise<SetNotificationChannelPayload> {
    const { db, idempotency, settings, clock } = this.#parts;
    const { principal } = this.#request;
    assertWritable(this.#parts);
    const address = this.#authorized(input);
    const url = input.webhook == null ? null : webhookUrl(input.webhook, settings).href;
    const mail = mailOf(input);
    await this.#checkKnown(address);
    let secret: string | null = null;
    await idempotency.once(principal, "setNotificationChannel", { ...input }, (alongside) =>
      inTransaction(db, async (session) => {
        await alongside(session);
        const before = await channelsOf(db).findOne({ _id: address }, { session });
        const kept = before?.webhook?.url === url ? (before?.webhook ?? null) : null;
        secret = url === null || kept !== null ? null : newSecret();
        const webhook: Webhook | null = url === null || secret === null ? kept : { url, secret };
        const channel: Omit<StoredChannel, "_id"> = { webhook, mail, setBy: principal.name, setAt: clock() };
        await channelsOf(db).replaceOne({ _id: address }, channel, { session, upsert: true });
      }),
    );
    const [channel] = await this.#show(await channelsOf(db).find({ _id: address }).toArray());
    if (channel === undefined) throw new Error(`The channel of ${address} was set and isn't there.`);
    return { channel, secret };
  }

  #authorized({ agency, organization }: SetNotificationChannelInput): Named {
    const { principal } = this.#request;
    if (agency != null && organization == null) {
      authorize(principal, "setAgencyChannel", agency);
      return `agency:${agency}`;
    }
    if (organization != null && agency == null) {
      authorize(principal, "setOrganizationChannel", organization);
      return `organization:${organization}`;
    }
    throw hubError("BAD_INPUT", "A channel is that of either an agency or an organization; give one of the two.");
  }

  async #checkKnown(address: Named): Promise<void> {
    const [kind, subject] = address.startsWith("agency:")
      ? (["AGENCY", address.slice("agency:".length)] as const)
      : (["ORGANIZATION", address.slice("organization:".length)] as const);
    const found = await versionsOf(this.#parts.db, kind).findOne({ subject, to: OPEN } as never, { projection: { _id: 1 } });
    if (found === null) throw hubError("NOT_FOUND", `The hub holds no ${kind.toLowerCase()} of that id; check it.`);
  }

  async #show(channels: readonly StoredChannel[]): Promise<NotificationChannel[]> {
    const webhooks = new Map(channels.flatMap(({ _id, webhook }): [Address, Webhook][] => (webhook === null ? [] : [[_id, webhook]])));
    const statuses = await webhookStatuses(this.#parts.db, webhooks);
    return channels.map(({ _id, mail, setAt }) => ({
      agency: _id.startsWith("agency:") ? _id.slice("agency:".length) : null,
      organization: _id.startsWith("organization:") ? _id.slice("organization:".length) : null,
      mail,
      webhook: statuses.get(_id) ?? null,
      setAt,
    }));
  }
}

function mailOf({ mail }: SetNotificationChannelInput): string | null {
  if (mail == null) return null;
  const address = mail.trim();
  if (isMailAddress(address)) return address;
  throw hubError("BAD_INPUT", "mail takes one plain mail address, such as desk@example.org.");
}
