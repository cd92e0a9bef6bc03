import { connectIndex } from "@actionline/kit/connect-index";
import type { CommandStartedEvent, MongoClient } from "mongodb";
import { logEntries } from "./collections";
import { startLog, type TestLog, upsert } from "./testing/start-log";

let log: TestLog;
beforeEach(async () => {
  log = await startLog();
});
afterEach(() => log.stop());

const theme = (id: string) => upsert("THEME", { id, name: id, items: [] });

/**
 * Writes that were acknowledged before a majority had them, or before they were in its journal. A death of the database's machine
 * at such a moment loses what was acknowledged; no death of a process shows it.
 */
async function weakWrites(client: MongoClient, write: () => Promise<unknown>): Promise<string[]> {
  const weak: string[] = [];
  const judge = ({ commandName, command }: CommandStartedEvent): void => {
    const acknowledges =
      commandName === "commitTransaction" ||
      (WRITES.has(commandName) && command.startTransaction === undefined && command.autocommit === undefined);
    const { w, j } = command.writeConcern ?? {};
    if (acknowledges && (w !== "majority" || j !== true)) weak.push(commandName);
  };
  client.on("commandStarted", judge);
  await write();
  client.off("commandStarted", judge);
  return weak;
}

const WRITES: ReadonlySet<string> = new Set(["insert", "update", "delete", "findAndModify"]);

describe("H18 and I03: what was acknowledged", () => {
  it("was in the journal of a majority, in the log and beside it", async () => {
    const appended = () => log.append(theme("T1"), theme("T2"));
    expect(await weakWrites(log.client, appended)).toEqual([]);
    expect(await weakWrites(log.client, () => log.db.collection("beside").insertOne({}))).toEqual([]);
  });

  it.each([
    ["X01: w: 1 in place of a majority is found out", { w: 1, journal: true }],
    ["X02: a commit that doesn't wait for the journal is found out", { w: "majority", journal: false }],
  ] as const)("%s", async (_, writeConcern) => {
    const weaker = () =>
      log.client.withSession((session) =>
        session.withTransaction(() => logEntries(log.db).updateOne({ _id: 0 }, { $set: { owner: "x" } }, { session, upsert: true }), {
          writeConcern,
        }),
      );
    expect(await weakWrites(log.client, weaker)).toEqual(["commitTransaction"]);
    const beside = () => log.db.collection("beside").insertOne({}, { writeConcern });
    expect(await weakWrites(log.client, beside)).toEqual(["insert"]);
  });

  it("X07: with w: 1 the death of whoever writes loses nothing, so that this alone tests nothing", async () => {
    const { client, db, close } = await connectIndex(process.env.ACTIONLINE_TEST_MONGODB ?? "", log.db.databaseName, { countReads: true });
    const weakly = db.collection<{ _id: number }>("acknowledged");
    let acknowledged = 0;
    const weak = await weakWrites(client, async () => {
      for (; acknowledged < 200; acknowledged += 1)
        await weakly.insertOne({ _id: acknowledged }, { writeConcern: { w: 1, journal: false } });
    });
    await client.close(true);
    // Told by the one server that there is: a majority hears of it a moment later.
    expect(await log.db.collection("acknowledged", { readConcern: { level: "local" } }).countDocuments()).toBe(acknowledged);
    expect(weak).toHaveLength(acknowledged);
    await close();
  });
});
