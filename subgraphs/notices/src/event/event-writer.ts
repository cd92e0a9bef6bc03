import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { ClientSession, Db } from "mongodb";
import { isMailAddress } from "../channel/mail-address";
import { type EventDraft, eventIdOf } from "../follow/event-drafts";
import {
  type Address,
  channelsOf,
  deliveriesOf,
  eventsOf,
  type StoredDelivery,
  type StoredEvent,
  type StoredWatch,
  takeNumbers,
  watchesOf,
} from "../store";

/** Stores events in their order, and with each what has to be sent because of it: both or neither. */
export async function writeEvents(db: Db, drafts: readonly EventDraft[], session: ClientSession, salt = ""): Promise<StoredEvent[]> {
  if (drafts.length === 0) return [];
  const before = await takeNumbers(db, "position", drafts.length, session);
  const events = drafts.map((draft, index): StoredEvent => ({ _id: eventIdOf(draft, salt), position: before + index + 1, ...draft }));
  await eventsOf(db).insertMany(events, { session });
  const deliveries = (await routesOf(db, events, session)).map(deliveryOf);
  if (deliveries.length > 0) await deliveriesOf(db).insertMany(deliveries, { session });
  return events;
}

interface Route {
  readonly event: StoredEvent;
  readonly target: Address;
  readonly medium: StoredDelivery["medium"];
}

function deliveryOf({ event, target, medium }: Route): StoredDelivery {
  const { _id: id, position, at } = event;
  const state = { state: "PENDING", attempts: 0, createdAt: at, nextAt: at, lastError: null, doneAt: null } as const;
  return { _id: `${id} ${medium} ${target}`, event: id, position, target, medium, ...state };
}

async function routesOf(db: Db, events: readonly StoredEvent[], session: ClientSession): Promise<Route[]> {
  const watches = [...new Set(events.flatMap(({ watch }) => watch ?? []))];
  const posting = await watchesOf(db)
    .find({ _id: { $in: watches }, removed: false, webhook: { $ne: null } }, { session })
    .project<Pick<StoredWatch, "_id">>({ _id: 1 })
    .toArray();
  const posted = new Set(posting.map(({ _id }) => _id));
  const media = await mediaOf(db, events, session);
  return events.flatMap((event): Route[] => {
    // That a delivery failed is told in the hub, and not by another delivery.
    if (event.kind === "DELIVERY_FAILED") return [];
    if (event.watch !== null) return posted.has(event.watch) ? [{ event, target: `watch:${event.watch}`, medium: "WEBHOOK" }] : [];
    return event.audience.flatMap((target) => (media.get(target) ?? []).map((medium) => ({ event, target, medium })));
  });
}

/** By what means parties are reached: the channel they set; an agency without a mail address there by its contact desk's. */
async function mediaOf(db: Db, events: readonly StoredEvent[], session: ClientSession): Promise<Map<Address, StoredDelivery["medium"][]>> {
  const addressed = [...new Set(events.flatMap(({ watch, audience }) => (watch === null ? audience : [])))];
  if (addressed.length === 0) return new Map();
  const channels = await channelsOf(db)
    .find({ _id: { $in: addressed } }, { session })
    .toArray();
  const desks = await contactDesks(db, addressed, session);
  return new Map(
    addressed.map((address) => {
      const channel = channels.find(({ _id }) => _id === address);
      const mail = channel?.mail ?? desks.get(address) ?? null;
      return [address, [...(channel?.webhook == null ? [] : (["WEBHOOK"] as const)), ...(mail === null ? [] : (["MAIL"] as const))]];
    }),
  );
}

/** What agencies name as their contact desk, where that is a mail address and not a sentence. */
export async function contactDesks(db: Db, addresses: readonly Address[], session?: ClientSession): Promise<Map<Address, string>> {
  const agencies = addresses.flatMap((address) => (address.startsWith("agency:") ? [address.slice("agency:".length)] : []));
  if (agencies.length === 0) return new Map();
  const found = await versionsOf(db, "AGENCY")
    .find({ subject: { $in: agencies }, to: OPEN }, session === undefined ? {} : { session })
    .toArray();
  return new Map(
    found.flatMap(({ subject, record }): [Address, string][] => {
      const desk = record.contactDesk?.trim() ?? "";
      return isMailAddress(desk) ? [[`agency:${subject}`, desk]] : [];
    }),
  );
}
