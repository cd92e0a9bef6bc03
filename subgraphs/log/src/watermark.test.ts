import { readWatermark } from "./as-of";
import { logEntries, logState, versionsOf } from "./collections";
import { readChanges } from "./follow";
import { type Change, OPEN } from "./log-entry";
import { startLog, type TestLog } from "./testing/start-log";
import { theme } from "./testing/themes";

const BATCH = [theme("a", "A"), theme("b", "B")];
const KILLED = new Error("killed here");

type Pause = () => Promise<void>;
type Write = (log: TestLog, changes: readonly Change<"THEME">[], pause: Pause) => Promise<unknown>;

/** The appender, stopped where batch and watermark are written and not yet committed. */
const together: Write = (log, changes, pause) => log.appender.append(changes, pause);

/** How it must not be done: the watermark first, then what it promises; stopped between the two. */
const watermarkFirst: Write = async (log, changes, pause) => {
  const watermark = (await readWatermark(log.db)) + changes.length;
  await logState(log.db).updateOne({ _id: "log" }, { $set: { watermark } });
  await pause();
  for (const [index, { subject, owner, kind, operation, record }] of changes.entries()) {
    const from = watermark - changes.length + index + 1;
    const common = { subject, owner, visibility: "PUBLIC", hash: "unhashed" } as const;
    await logEntries(log.db).insertOne({
      ...common,
      _id: from,
      kind,
      operation,
      origin: [],
      space: "DEMONSTRATION",
      at: new Date(),
      ends: null,
    });
    if (record !== null) await versionsOf(log.db, "THEME").insertOne({ ...common, _id: from, from, to: OPEN, record });
  }
};

/** Follows a log: what it has seen by its position. */
class Follower {
  readonly seen: string[] = [];
  #position = 0;

  async follow({ db }: TestLog): Promise<void> {
    const watermark = await readWatermark(db);
    for await (const changes of readChanges(db, ["THEME"], this.#position, watermark))
      this.seen.push(...changes.map(({ subject }) => subject));
    this.#position = watermark;
  }
}

/** What a follower has seen in the end that also looks while a batch is on its way. */
async function followedThrough(write: Write): Promise<string[]> {
  const log = await startLog();
  const follower = new Follower();
  await write(log, BATCH, () => follower.follow(log));
  await follower.follow(log);
  await log.stop();
  return follower.seen;
}

/** How many entries the watermark promises after a kill at the pause, and how many there are. */
async function afterKill(write: Write): Promise<{ promised: number; there: number }> {
  const log = await startLog();
  await expect(write(log, BATCH, () => Promise.reject(KILLED))).rejects.toThrow(KILLED);
  const found = { promised: await readWatermark(log.db), there: await logEntries(log.db).countDocuments() };
  await log.stop();
  return found;
}

describe("the watermark", () => {
  it("is seen only with its batch: a follower that looks at the worst moment misses nothing", async () => {
    await expect(followedThrough(together)).resolves.toEqual(["a", "b"]);
  });

  it("would lose a batch if it moved first: the test above can fail", async () => {
    await expect(followedThrough(watermarkFirst)).resolves.toEqual([]);
  });

  it("promises nothing that a kill at the worst moment took away", async () => {
    await expect(afterKill(together)).resolves.toEqual({ promised: 0, there: 0 });
  });

  it("would promise what isn't there if it moved first", async () => {
    await expect(afterKill(watermarkFirst)).resolves.toEqual({ promised: 2, there: 0 });
  });
});
