import { MongoServerError } from "mongodb";
import { Appender } from "./appender";
import { logEntries, logState, versionsOf } from "./collections";
import { readChanges } from "./follow";
import type { Change } from "./log-entry";
import { startLog, type TestLog } from "./testing/start-log";
import { noTheme, theme } from "./testing/themes";

let log: TestLog;
let now = new Date("2025-03-01T00:00:00Z");

beforeEach(async () => {
  log = await startLog(() => now);
});
afterEach(() => log.stop());

async function seen(after: number, batchSize?: number): Promise<string[]> {
  const told: string[] = [];
  for await (const batch of readChanges(log.db, ["THEME"], after, log.appender.watermark, batchSize)) {
    for (const { sequence, subject, record, ends } of batch) told.push(`${sequence} ${subject} ${record?.name ?? "gone"} ends ${ends}`);
  }
  return told;
}

describe("an append", () => {
  it("numbers what changed and leaves out what did not", async () => {
    const first = await log.appender.append([theme("a", "A"), theme("b", "B")]);
    expect(first).toEqual({ sequence: 2, at: now, added: 2, changed: 0, deleted: 0, unchanged: 0 });
    const second = await log.appender.append([theme("a", "A"), theme("b", "B2"), noTheme("c")]);
    const later = new Date(now.getTime() + 1);
    expect(second).toEqual({ sequence: 3, at: later, added: 0, changed: 1, deleted: 0, unchanged: 2 });
    await expect(log.appender.append([])).resolves.toMatchObject({ sequence: 3, at: later, unchanged: 0 });
  });

  it("makes an entry of a new owner or a new visibility, though the content is the same", async () => {
    await log.append(theme("a", "A"));
    await expect(log.append(theme("a", "A", { visibility: "PRIVATE" }))).resolves.toBe(2);
    await expect(log.append(theme("a", "A", { visibility: "PRIVATE", owner: "itu" }))).resolves.toBe(3);
  });

  it("keeps the end of a private record private", async () => {
    await log.append(theme("a", "A", { visibility: "PRIVATE" }));
    await log.append(noTheme("a"));
    await expect(logEntries(log.db).findOne({ _id: 2 })).resolves.toMatchObject({ operation: "DELETE", visibility: "PRIVATE" });
  });

  it("puts back what was deleted as a new version", async () => {
    for (const change of [theme("a", "A"), noTheme("a"), theme("a", "A")]) await log.append(change);
    const versions = await versionsOf(log.db, "THEME").find().sort({ _id: 1 }).toArray();
    expect(versions.map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [3, Number.MAX_SAFE_INTEGER],
    ]);
  });

  it.each<[string, Change[]]>([
    ["one subject twice", [theme("a", "A"), theme("a", "A2")]],
    ["an upsert without a record", [theme("a", "A", { record: null })]],
    ["a delete with a record", [theme("a", "A", { operation: "DELETE" })]],
    ["a change without a subject", [theme("", "A")]],
  ])("refuses a batch with %s, whole", async (_, changes) => {
    await expect(log.appender.append([theme("b", "B"), ...changes])).rejects.toThrow(/The (batch|UPSERT|DELETE)/);
    await expect(logEntries(log.db).countDocuments()).resolves.toBe(0);
    await expect(log.append(theme("c", "C"))).resolves.toBe(1);
  });

  it("drops an echo: what came through this hub before", async () => {
    await log.appender.release();
    const appender = await Appender.acquire(log.client, log.db, { space: "DEMONSTRATION", hubId: "hub-one" });
    const echo = theme("a", "A", { origin: ["hub-one", "hub-two"] });
    const foreign = theme("b", "B", { origin: ["hub-two"] });
    await expect(appender.append([echo, foreign])).resolves.toMatchObject({ sequence: 1, added: 1, unchanged: 1 });
    await expect(logEntries(log.db).findOne({ _id: 1 })).resolves.toMatchObject({ subject: "b", origin: ["hub-two"] });
    await appender.release();
  });

  it("stamps each batch later than the one before, whatever the clock does", async () => {
    await log.append(theme("a", "A"));
    now = new Date("2025-02-01T00:00:00Z");
    await log.append(theme("b", "B"));
    now = new Date("2025-04-01T00:00:00Z");
    await log.append(theme("c", "C"));
    const instants = await logEntries(log.db).find().sort({ _id: 1 }).toArray();
    expect(instants.map(({ at }) => at.toISOString())).toEqual([
      "2025-03-01T00:00:00.000Z",
      "2025-03-01T00:00:00.001Z",
      "2025-04-01T00:00:00.000Z",
    ]);
  });

  it("keeps content out of the log's own entries, so that it can be redacted", async () => {
    const secret = "a text that may have to go";
    await log.append(theme("a", secret));
    await log.append(theme("a", "A"));
    const entries = await logEntries(log.db).find().toArray();
    expect(JSON.stringify(entries)).not.toContain(secret);
    await versionsOf(log.db, "THEME").updateOne({ _id: 1 }, { $unset: { record: "" } });
    await expect(seen(0)).resolves.toEqual(["1 a gone ends null", "2 a A ends 1"]);
  });

  it("shows a batch, its watermark and what stands with it together or not at all", async () => {
    const beside = log.db.collection("beside");
    await beside.insertOne({ cursor: 0 });
    const failing = log.appender.append([theme("a", "A")], async (session) => {
      await beside.updateOne({}, { $set: { cursor: 7 } }, { session });
      await expect(logState(log.db).findOne({ _id: "log" })).resolves.toMatchObject({ watermark: 0 });
      await expect(logEntries(log.db).countDocuments()).resolves.toBe(0);
      throw new Error("the disk of the source broke");
    });
    await expect(failing).rejects.toThrow("the disk of the source broke");
    await expect(beside.findOne()).resolves.toMatchObject({ cursor: 0 });
    await expect(logState(log.db).findOne({ _id: "log" })).resolves.toMatchObject({ watermark: 0 });
    // The failure was that batch's alone.
    await expect(log.append(theme("b", "B"))).resolves.toBe(1);
  });

  it("tells followers of each commit, and a follower's fault doesn't fail the batch", async () => {
    const told: number[] = [];
    const warned = jest.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    const stop = log.appender.onCommit(() => {
      throw new Error("the columns are full");
    });
    log.appender.onCommit((sequence) => told.push(sequence));
    await expect(log.append(theme("a", "A"))).resolves.toBe(1);
    stop();
    await log.append(theme("b", "B"));
    expect(told).toEqual([1, 2]);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining("the columns are full"), "LogFollowerFailed");
    warned.mockRestore();
  });

  it("refuses after its release", async () => {
    await log.appender.release();
    await expect(log.append(theme("a", "A"))).rejects.toMatchObject({ extensions: { code: "LOG_BUSY" } });
  });
});

describe("an append whose outcome isn't known", () => {
  it("enters nothing twice when the same batch is given again", async () => {
    await log.append(theme("a", "A"), theme("b", "B"));
    await expect(log.appender.append([theme("a", "A"), theme("b", "B")])).resolves.toMatchObject({ sequence: 2, unchanged: 2 });
    await log.append(noTheme("a"));
    await expect(log.appender.append([noTheme("a")])).resolves.toMatchObject({ sequence: 3, unchanged: 1 });
  });

  it("enters a batch once where its transaction has to be run again", async () => {
    let attempts = 0;
    await log.db.createCollection("beside");
    await log.appender.append([theme("a", "A")], async (session) => {
      attempts += 1;
      await log.db.collection("beside").insertOne({ attempt: attempts }, { session });
      if (attempts < 3) throw new MongoServerError({ message: "WriteConflict", code: 112, errorLabels: ["TransientTransactionError"] });
    });
    await expect(logEntries(log.db).countDocuments()).resolves.toBe(1);
    await expect(log.db.collection("beside").find().toArray()).resolves.toMatchObject([{ attempt: 3 }]);
    await expect(logState(log.db).findOne({ _id: "log" })).resolves.toMatchObject({ watermark: 1 });
  });
});

describe("a follower", () => {
  it("reads every entry once, in order, in batches of any size, deletions too", async () => {
    await log.append(theme("a", "A"), theme("b", "B"), theme("c", "C"));
    await log.append(noTheme("b"), theme("a", "A2"));
    const all = ["1 a A ends null", "2 b B ends null", "3 c C ends null", "4 b gone ends 2", "5 a A2 ends 1"];
    for (const size of [1, 2, 3, 5, 100]) await expect(seen(0, size)).resolves.toEqual(all);
    await expect(seen(3, 1)).resolves.toEqual(all.slice(3));
    await expect(seen(5)).resolves.toEqual([]);
  });

  it("reads only the kinds it follows, whatever lies between", async () => {
    const place: Change<"PLACE"> = {
      kind: "PLACE",
      subject: "KE",
      operation: "UPSERT",
      owner: "hub:reference",
      record: { id: "KE", level: "COUNTRY", name: "Kenya", within: ["GLOBAL"] },
    };
    await log.append(theme("a", "A"), place, theme("b", "B"));
    await expect(seen(0, 1)).resolves.toEqual(["1 a A ends null", "3 b B ends null"]);
  });
});
