import type { Db } from "mongodb";
import { nameOf } from "../delivery/deliverer";
import { type Address, deliveriesOf, targetsOf, type Webhook } from "../store";
import type { WebhookStatus } from "./webhook-status";

interface Waiting {
  readonly _id: Address;
  readonly pending: number;
  readonly givenUp: number;
  readonly nextAt: Date | null;
  readonly lastError: string | null;
}

/** How posting to each of some webhooks goes; one read for a whole page of them. */
export async function webhookStatuses(db: Db, webhooks: ReadonlyMap<Address, Webhook>): Promise<Map<Address, WebhookStatus>> {
  const targets = [...webhooks.keys()];
  if (targets.length === 0) return new Map();
  const pending = { $eq: ["$state", "PENDING"] };
  const waiting = await deliveriesOf(db)
    .aggregate<Waiting>([
      { $match: { target: { $in: targets }, medium: "WEBHOOK", state: { $in: ["PENDING", "DEAD"] } } },
      { $sort: { position: 1 } },
      {
        $group: {
          _id: "$target",
          pending: { $sum: { $cond: [pending, 1, 0] } },
          givenUp: { $sum: { $cond: [pending, 0, 1] } },
          nextAt: { $min: { $cond: [pending, "$nextAt", null] } },
          lastError: { $max: { $cond: [pending, "$lastError", null] } },
        },
      },
    ])
    .toArray();
  const names = targets.map((target) => nameOf({ target, medium: "WEBHOOK" }));
  const failing = await targetsOf(db)
    .find({ _id: { $in: names } })
    .toArray();
  return new Map(
    [...webhooks].map(([target, { url }]): [Address, WebhookStatus] => {
      const { pending = 0, givenUp = 0, nextAt = null, lastError = null } = waiting.find(({ _id }) => _id === target) ?? {};
      const failures = failing.find(({ _id }) => _id === nameOf({ target, medium: "WEBHOOK" }))?.failures ?? 0;
      return [target, { url, failures, pending, givenUp, lastError, nextAttemptAt: nextAt }];
    }),
  );
}
