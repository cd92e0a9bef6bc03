import { randomUUID } from "node:crypto";
import type { CommandStartedEvent, Db, MongoClient } from "mongodb";
import { connectIndex } from "../connect-index";

/** A database of a real mongod for one test file; it counts what the file's code reads. */
export interface TestIndex {
  readonly client: MongoClient;
  readonly db: Db;
  /** Names of the collections that each `find` or `aggregate` was sent to, in order. Empty it before what you count. */
  readonly reads: string[];
  stop(): Promise<void>;
}

export async function startIndex(): Promise<TestIndex> {
  const uri = process.env.ACTIONLINE_TEST_MONGODB;
  if (uri === undefined) throw new Error("ACTIONLINE_TEST_MONGODB is not set: run the tests by `npm test`, which starts a mongod.");
  const { client, db, close } = await connectIndex(uri, `test_${randomUUID().replaceAll("-", "").slice(0, 16)}`, { countReads: true });
  const reads: string[] = [];
  client.on("commandStarted", ({ commandName, command, databaseName }: CommandStartedEvent) => {
    if (databaseName === db.databaseName && (commandName === "find" || commandName === "aggregate"))
      reads.push(String(command[commandName]));
  });
  const stop = async (): Promise<void> => {
    await db.dropDatabase();
    await close();
  };
  return { client, db, reads, stop };
}
