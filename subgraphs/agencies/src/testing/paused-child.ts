import "reflect-metadata";
import { setTimeout as sleep } from "node:timers/promises";
import { connectIndex } from "@actionline/kit/connect-index";
import { Appender } from "@actionline/log/appender";
import { SourceLease } from "../schedule/source-lease";
import { many } from "./feed-records";
import { FollowedSource } from "./remote-harvests";

/** What the process is to harvest, until it is stopped in the middle of it. */
export interface PausedOrder {
  readonly uri: string;
  readonly database: string;
  readonly agency: string;
  readonly leaseMs: number;
}

async function carryOut({ uri, database, agency, leaseMs }: PausedOrder): Promise<void> {
  const { client, db } = await connectIndex(uri, database);
  const appender = await Appender.acquire(client, db, { space: "DEMONSTRATION", leaseMs });
  const followed = new FollowedSource({ client, db, appender }, agency);
  followed.server.upsert(...many(agency, 5));
  const lease = await SourceLease.take(db, followed.source.id, { leaseMs, clock: () => new Date() });
  if (lease === null) throw new Error("Another works on it already.");
  followed.server.mischief = async (page) => {
    process.send?.({ reading: true });
    // It is stopped in here; its own clock finds out as soon as it goes on.
    await sleep(leaseMs);
    return page;
  };
  const outcome = await followed.harvest({ fence: lease.fence }).then(
    () => "WROTE",
    (error: Error) => error.constructor.name,
  );
  process.send?.({ outcome });
}

process.once("message", (order: PausedOrder) => {
  carryOut(order).then(
    () => process.exit(0),
    (error: Error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
