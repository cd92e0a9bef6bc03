import { sourceFault } from "../source-faults";
import type { SubgraphAnswer } from "../transport";
import { reconnecting } from "./reconnecting";

const event = (number: number): SubgraphAnswer => ({ data: { number }, errors: [], bytes: 0 });
const LIMITS = { reconnects: 3, reconnectWait: 1, reconnectWaitMost: 4 };

/** Each connection gives its events, and ends as told. */
function connections(...each: { readonly events: readonly number[]; readonly end: "LOST" | "COMPLETE" | "REFUSED" | "HANGS" }[]) {
  let opened = 0;
  async function* open() {
    const { events, end } = each[opened++] ?? { events: [], end: "LOST" as const };
    for (const number of events) yield event(number);
    if (end === "LOST") throw sourceFault("live", "SOURCE_UNAVAILABLE");
    if (end === "REFUSED") throw sourceFault("live", "SOURCE_STATUS");
  }
  return { open, opened: () => opened };
}

async function all(open: () => AsyncIterable<SubgraphAnswer>, signal = new AbortController().signal) {
  const told: string[] = [];
  try {
    const plan = { limits: LIMITS, signal, random: () => 0, onReconnect: (attempt: number) => told.push(`attempt ${attempt}`) };
    for await (const { data } of reconnecting(open, plan)) told.push(String(data?.number));
    told.push("end");
  } catch (error) {
    told.push((error as { code: string }).code);
  }
  return told;
}

describe("a subscription whose connection is lost", () => {
  it("goes on over another one", async () => {
    const { open } = connections({ events: [1, 2], end: "LOST" }, { events: [], end: "LOST" }, { events: [3], end: "COMPLETE" });
    expect(await all(open)).toEqual(["1", "2", "attempt 1", "attempt 2", "3", "end"]);
  });

  it("is given up after as many attempts as it has, which an event gives back", async () => {
    const { open, opened } = connections({ events: [], end: "LOST" }, { events: [], end: "LOST" }, { events: [1], end: "LOST" });
    expect(await all(open)).toEqual(["attempt 1", "attempt 2", "1", "attempt 1", "attempt 2", "attempt 3", "SOURCE_UNAVAILABLE"]);
    expect(opened()).toBe(6);
  });

  it("is given up at once where it was refused", async () => {
    const { open, opened } = connections({ events: [1], end: "REFUSED" });
    expect(await all(open)).toEqual(["1", "SOURCE_STATUS"]);
    expect(opened()).toBe(1);
  });

  it("is no longer asked for by one who has left", async () => {
    const leaving = new AbortController();
    const { open, opened } = connections();
    const plan = {
      limits: { ...LIMITS, reconnectWait: 60_000, reconnectWaitMost: 60_000 },
      signal: leaving.signal,
      random: () => 0,
      onReconnect: () => undefined,
    };
    const events = reconnecting(open, plan).next();
    await null;
    setTimeout(() => leaving.abort(), 20);
    expect((await events).done).toBe(true);
    expect(opened()).toBe(1);
  });

  it("waits twice as long each time, up to the most, and never the same as another", async () => {
    const waits: number[] = [];
    const timeout = jest.spyOn(globalThis, "setTimeout");
    const { open } = connections();
    const limits = { reconnects: 5, reconnectWait: 2, reconnectWaitMost: 10 };
    let drawn = 0;
    const random = () => {
      drawn++;
      return 0.5;
    };
    const plan = { limits, signal: new AbortController().signal, random, onReconnect: () => waits.push(performance.now()) };
    await expect(reconnecting(open, plan).next()).rejects.toMatchObject({ code: "SOURCE_UNAVAILABLE" });
    timeout.mockRestore();
    expect([waits.length, drawn]).toEqual([5, 5]);
  });
});
