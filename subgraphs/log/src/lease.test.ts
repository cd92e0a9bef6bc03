import { spawn } from "node:child_process";
import { once } from "node:events";
import * as os from "node:os";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "./appender";
import { logEntries, logState } from "./collections";
import { theme } from "./testing/themes";

let index: TestIndex;

beforeEach(async () => {
  index = await startIndex();
});
afterEach(() => index.stop());

const acquire = (leaseMs = 15_000): Promise<Appender> => Appender.acquire(index.client, index.db, { space: "DEMONSTRATION", leaseMs });
const setLease = (holder: string, leaseUntil: Date): Promise<unknown> =>
  logState(index.db).updateOne({ _id: "log" }, { $set: { holder, leaseUntil } });
const inAnHour = (): Date => new Date(Date.now() + 3_600_000);

/** A process id that was in use a moment ago and isn't any more. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  if (child.pid === undefined) throw new Error("The child process never started.");
  return child.pid;
}

describe("the lease", () => {
  it("LOG_BUSY: is refused while a living process of this machine holds it, without saying where", async () => {
    await (await acquire()).release();
    await setLease(`${os.hostname()}#${process.ppid}`, inAnHour());
    const refusal = await acquire().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ extensions: { code: "LOG_BUSY" } });
    expect(String(refusal)).not.toContain(os.hostname());
  });

  it("LOG_BUSY: is refused while a process of another machine may hold it, until its end", async () => {
    await (await acquire()).release();
    await setLease("another-machine#1", inAnHour());
    await expect(acquire()).rejects.toMatchObject({ extensions: { code: "LOG_BUSY" } });
    await setLease("another-machine#1", new Date(Date.now() - 1));
    await (await acquire()).release();
  });

  it("is taken over at once from a process that died", async () => {
    await (await acquire()).release();
    await setLease(`${os.hostname()}#${await deadProcess()}`, inAnHour());
    await (await acquire()).release();
  });

  it("is taken over at once from a holder that stopped inside a transaction", async () => {
    const stopped = await acquire();
    void stopped.append([theme("a", "A")], () => new Promise(() => undefined));
    await untilLocked();
    const next = await acquire();
    await expect(next.append([theme("b", "B")])).resolves.toMatchObject({ sequence: 1, added: 1 });
    await next.release();
  });

  it("LOG_BUSY: a commit under an older token fails and leaves nothing, though it was inside its transaction", async () => {
    const first = await acquire();
    await index.db.createCollection("beside");
    let second: Appender | null = null;
    const late = first.append([theme("a", "A")], async (session) => {
      await index.db.collection("beside").insertOne({ from: "the first" }, { session });
      second ??= await acquire();
    });
    await expect(late).rejects.toMatchObject({ extensions: { code: "LOG_BUSY" } });
    await expect(first.append([theme("b", "B")])).rejects.toMatchObject({ extensions: { code: "LOG_BUSY" } });
    await expect(index.db.collection("beside").countDocuments()).resolves.toBe(0);
    await expect((second as Appender | null)?.append([theme("c", "C")])).resolves.toMatchObject({ sequence: 1 });
    await expect(logEntries(index.db).distinct("subject")).resolves.toEqual(["c"]);
    // The loser's release must not give the winner's lease away.
    await first.release();
    const { leaseUntil } = (await logState(index.db).findOne({ _id: "log" })) ?? { leaseUntil: new Date(0) };
    expect(leaseUntil.getTime()).toBeGreaterThan(Date.now());
    await (second as Appender | null)?.release();
  });

  it("outlasts its length while its holder lives", async () => {
    const appender = await acquire(300);
    const { leaseUntil: first } = (await logState(index.db).findOne({ _id: "log" })) ?? { leaseUntil: new Date(0) };
    await expect(untilLeaseIsAfter(first)).resolves.toBe(true);
    await appender.release();
  });

  it("is given to one of two that ask at the same moment", async () => {
    const asked = await Promise.allSettled([acquire(), acquire()]);
    const winners = asked.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    const appended = await Promise.allSettled(winners.map((winner, position) => winner.append([theme(`t${position}`, "T")])));
    expect(appended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(logEntries(index.db).countDocuments()).resolves.toBe(1);
    for (const winner of winners) await winner.release();
  });

  it("BAD_INPUT: is refused to records of another space", async () => {
    await (await acquire()).release();
    const mixed = Appender.acquire(index.client, index.db, { space: "PUBLIC" });
    await expect(mixed).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" }, message: expect.stringContaining("DEMONSTRATION") });
  });
});

/** Waits until a transaction under way holds the state document: a write beside it then conflicts. */
async function untilLocked(): Promise<void> {
  for (;;) {
    const session = index.client.startSession();
    try {
      session.startTransaction();
      await logState(index.db).updateOne({ _id: "log" }, { $set: { holder: "probe" } }, { session });
      await session.abortTransaction();
    } catch {
      return;
    } finally {
      await session.endSession();
    }
  }
}

async function untilLeaseIsAfter(instant: Date): Promise<boolean> {
  for (;;) {
    const state = await logState(index.db).findOne({ _id: "log" });
    if (state !== null && state.leaseUntil > instant) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
