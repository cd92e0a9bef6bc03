import type { Db } from "mongodb";
import { contactDesks } from "../event/event-writer";
import { type Address, channelsOf, type StoredDelivery, type Webhook, watchesOf } from "../store";

/** Where a target is reached at this moment, and who is told when it isn't. */
export interface Recipient {
  readonly webhook: Webhook | null;
  readonly mail: string | null;
  readonly tellOfFailure: readonly Address[];
}

/** Null where nobody is to be reached there any more. */
export async function recipientOf(db: Db, { target, medium }: Pick<StoredDelivery, "target" | "medium">): Promise<Recipient | null> {
  if (target.startsWith("watch:")) {
    const watch = await watchesOf(db).findOne({ _id: target.slice("watch:".length), removed: false });
    if (watch === null || watch.webhook === null) return null;
    return { webhook: watch.webhook, mail: null, tellOfFailure: [`principal:${watch.owner}`] };
  }
  const channel = await channelsOf(db).findOne({ _id: target });
  const mail = channel?.mail ?? (await contactDesks(db, [target])).get(target) ?? null;
  const webhook = channel?.webhook ?? null;
  return (medium === "MAIL" ? mail : webhook) === null ? null : { webhook, mail, tellOfFailure: [target] };
}
