import type { ClientSession, Db } from "mongodb";

/** Runs writes that stand or fall together; run again where the database asks for it. */
export async function inTransaction<T>(db: Db, write: (session: ClientSession) => Promise<T>): Promise<T> {
  const session = db.client.startSession();
  try {
    return await session.withTransaction(() => write(session), {
      readConcern: { level: "snapshot" },
      writeConcern: { w: "majority", journal: true },
    });
  } finally {
    await session.endSession();
  }
}
