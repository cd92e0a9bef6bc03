import type { Point } from "@actionline/kit/point";
import type { Alongside, Appended, Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import type { SnapshotRecord } from "@actionline/schema/hub-records";
import type { ClientSession, Db } from "mongodb";

/**
 * Gives a point of the log a name. Whether the name is free is asked in the transaction that takes it, since of two
 * that ask beforehand both may hear yes.
 *
 * @param alongside what else has to stand or fall with it
 * @returns null where the name was given before: then nothing was written
 */
export async function nameForGood(
  appender: Appender,
  name: string,
  { sequence, instant }: Point,
  alongside?: Alongside,
): Promise<Appended | null> {
  const record: SnapshotRecord = { id: name, name, sequence, at: instant.toISOString() };
  const change = { kind: "SNAPSHOT", subject: name, operation: "UPSERT", owner: "hub:secretariat", record } as const;
  try {
    return await appender.append([change], async (session, appended) => {
      if (await wasTaken(appender.db, name, session, appended)) throw new NameTaken(name);
      await alongside?.(session, appended);
    });
  } catch (error) {
    if (error instanceof NameTaken) return null;
    throw error;
  }
}

/** Ends the transaction, so that the name's first version stands as it was. */
class NameTaken extends Error {}

async function wasTaken(db: Db, name: string, session: ClientSession, { added }: Appended): Promise<boolean> {
  if (added === 0) return true;
  // The version that this batch began, and any that ended before it.
  return (await versionsOf(db, "SNAPSHOT").countDocuments({ subject: name }, { session, limit: 2 })) > 1;
}
