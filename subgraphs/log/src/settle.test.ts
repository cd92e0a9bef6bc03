import { type AsOfInput, resolveAsOf, settleAsOf } from "./as-of";
import { logEntries, logState } from "./collections";
import { startLog, type TestLog } from "./testing/start-log";
import { theme } from "./testing/themes";

type Resolve = typeof resolveAsOf;

const START = new Date("2025-03-01T00:00:00.000Z").getTime();
const T = new Date(START + 500);

let log: TestLog;
let now: Date;

beforeEach(async () => {
  now = new Date(START);
  log = await startLog(() => now);
  await log.append(theme("a", "A"));
});
afterEach(() => log.stop());

/**
 * Begins a batch at T, asks for T a second later by the clock while it is open, commits it, and asks for T again.
 *
 * @param waitFor how long the commit is held back once the question is on its way
 * @returns the sequences that the two were answered at
 */
async function askedAroundACommit(resolve: Resolve, waitFor: (asking: Promise<unknown>) => Promise<unknown>): Promise<number[]> {
  now = T;
  let asking: Promise<number> = Promise.resolve(0);
  const ask = async (): Promise<number> => (await resolve(log.db, { at: T }, new Date(START + 1500))).sequence;
  await log.appender.append([theme("b", "B")], async () => {
    asking = ask();
    await waitFor(asking);
  });
  return [await asking, await ask()];
}

/** Asks for T, writes in the same millisecond, and asks for T again. */
async function askedBetweenTwoWrites(resolve: Resolve): Promise<number[]> {
  now = T;
  const ask = async (): Promise<number> => (await resolve(log.db, { at: T }, T)).sequence;
  const first = await ask();
  await log.append(theme("b", "B"));
  return [first, await ask()];
}

/** Time enough for an answer that waits for nobody; one that waits is told at the commit, and not before. */
const aMoment = (asking: Promise<unknown>): Promise<unknown> => Promise.race([asking, new Promise((resume) => setTimeout(resume, 200))]);

describe("an instant that is asked for", () => {
  it("has one answer, while a batch of that instant is being committed and after", async () => {
    const [during, after] = await askedAroundACommit(settleAsOf, aMoment);
    expect([during, after]).toEqual([2, 2]);
  });

  it("would have two if it weren't settled: the test above can fail", async () => {
    await expect(askedAroundACommit(resolveAsOf, (answered) => answered)).resolves.toEqual([1, 2]);
  });

  it("has one answer, whatever is written in the same millisecond afterwards", async () => {
    await expect(askedBetweenTwoWrites(settleAsOf)).resolves.toEqual([1, 1]);
    await expect(logEntries(log.db).findOne({ _id: 2 })).resolves.toMatchObject({ at: new Date(T.getTime() + 1) });
  });

  it("would have two there as well", async () => {
    await expect(askedBetweenTwoWrites(resolveAsOf)).resolves.toEqual([1, 2]);
  });

  it.each<[string, AsOfInput | null]>([
    ["none", null],
    ["a sequence", { sequence: 1 }],
    ["a point's name", { snapshot: "1@2025-03-01T00:00:00.400Z" }],
    ["an instant at or before the log's last", { at: new Date(START) }],
  ])("is not settled where a request names %s: such a point is settled already", async (_, input) => {
    await settleAsOf(log.db, input, T);
    await expect(logState(log.db).findOne({ _id: "log" })).resolves.toMatchObject({ at: new Date(START) });
  });

  it("AS_OF_UNKNOWN: never moves the log into the future", async () => {
    const ahead = settleAsOf(log.db, { at: new Date(START + 501) }, T);
    await expect(ahead).rejects.toMatchObject({ extensions: { code: "AS_OF_UNKNOWN" } });
    await expect(settleAsOf(log.db, { at: new Date(Number.NaN) }, T)).rejects.toMatchObject({ extensions: { code: "AS_OF_UNKNOWN" } });
    await expect(logState(log.db).findOne({ _id: "log" })).resolves.toMatchObject({ at: new Date(START) });
  });

  it("keeps the log's instants in the order of its sequences", async () => {
    for (const at of [START + 10, START + 20]) {
      now = new Date(START + 5);
      await settleAsOf(log.db, { at: new Date(at) }, T);
      await log.append(theme(`t${at}`, "T"));
    }
    const entries = await logEntries(log.db).find().sort({ _id: 1 }).toArray();
    expect(entries.map(({ at }) => at.getTime() - START)).toEqual([0, 11, 21]);
  });
});
