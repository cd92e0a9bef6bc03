import { readWatermark } from "@actionline/log/as-of";
import type { Db } from "mongodb";
import { sentenceOf } from "../event/event-words";
import { writeEvents } from "../event/event-writer";
import { inTransaction } from "../in-transaction";
import { type Address, deliveriesOf, type StoredDelivery } from "../store";
import { GIVEN_UP_AFTER } from "./backoff";

/** Gives up what has waited for a target longer than a day, and tells its owner so in the hub, once for all of it. */
export async function giveUp(
  db: Db,
  { target, medium }: Pick<StoredDelivery, "target" | "medium">,
  reason: string,
  audience: readonly Address[],
  now: Date,
): Promise<void> {
  const old = { target, medium, state: "PENDING", createdAt: { $lte: new Date(now.getTime() - GIVEN_UP_AFTER) } } as const;
  if ((await deliveriesOf(db).findOne(old, { projection: { _id: 1 } })) === null) return;
  const sequence = await readWatermark(db);
  await inTransaction(db, async (session) => {
    const { modifiedCount } = await deliveriesOf(db).updateMany(old, { $set: { state: "DEAD", doneAt: now } }, { session });
    if (modifiedCount === 0) return;
    const text = sentenceOf("DELIVERY_FAILED", modifiedCount, [
      `${medium === "MAIL" ? "by mail" : "by webhook"} within a day. ${reason.replace(/\.$/, "")}`,
    ]);
    const watch = target.startsWith("watch:") ? target.slice("watch:".length) : null;
    const lists = { cells: [], overlaps: [], findings: [], sources: [] };
    const event = {
      kind: "DELIVERY_FAILED",
      at: now,
      sequence,
      visibility: "PRIVATE",
      watch,
      audience,
      count: modifiedCount,
      text,
      target,
    } as const;
    await writeEvents(db, [{ ...event, ...lists }], session, now.toISOString());
  });
}
