import * as os from "node:os";
import { type Db, MongoClient } from "mongodb";

export interface IndexConnection {
  readonly client: MongoClient;
  readonly db: Db;
  close(): Promise<void>;
}

/**
 * The only place that makes a MongoClient. Writes wait for a majority and for the journal, so that what was
 * acknowledged survives a power cut; every read is of what a majority holds.
 */
export async function connectIndex(uri: string, database: string, { countReads = false } = {}): Promise<IndexConnection> {
  const client = new MongoClient(uri, {
    writeConcern: { w: "majority", journal: true },
    readConcern: { level: "majority" },
    serverSelectionTimeoutMS: 10_000,
    // Dates and numbers come back as JavaScript's own; sequences stay below 2^53.
    promoteLongs: true,
    ignoreUndefined: true,
    // The events that tests and `explain` count reads by cost a quarter of the time of large reads.
    monitorCommands: countReads,
    // The driver (7.6 and later) loads `os` by a dynamic import, which jest's CommonJS sandbox refuses with a
    // misleading message about client metadata.
    runtimeAdapters: { os },
  });
  await client.connect();
  return { client, db: client.db(database), close: () => client.close() };
}
