import { type HarvestOptions, harvest } from "@actionline/agencies/feed/harvest";
import { Appender } from "@actionline/log/appender";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import type { Db, MongoClient } from "mongodb";
import { CRASH_SOURCE, crashValidator } from "./crash-feed";

/** How a batch and its cursor are written: as the hub does it, or the cursor first, which must be found out. */
export type CrashVariant = "TOGETHER" | "CURSOR_FIRST";

/** One harvest of the source, as a process does it that does nothing else. */
export async function harvestRound(client: MongoClient, db: Db, file: string, variant: CrashVariant): Promise<HarvestRecord> {
  const appender = await Appender.acquire(client, db, { space: "DEMONSTRATION" });
  try {
    const task = { client, db, appender, source: CRASH_SOURCE, input: { file }, validator: crashValidator(), clock: () => new Date() };
    return await harvest({ ...task, options: variant === "TOGETHER" ? {} : { commit: cursorFirst(client) } });
  } finally {
    await appender.release();
  }
}

/** The mistake that this exists to catch: how far the harvest came is written before what it brought. */
function cursorFirst(client: MongoClient): NonNullable<HarvestOptions["commit"]> {
  const nothing = { sequence: 0, at: new Date(0), added: 0, changed: 0, deleted: 0, unchanged: 0 };
  return async (appender, changes, alongside) => {
    await client.withSession((session) => alongside(session, nothing));
    return appender.append(changes);
  };
}
