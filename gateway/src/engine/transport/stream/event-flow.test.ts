import { setTimeout as wait } from "node:timers/promises";
import type { SubgraphAnswer } from "../transport";
import { EventFlow } from "./event-flow";

const event = (number: number): SubgraphAnswer => ({ data: { number }, errors: [], bytes: 0 });

/** A tap that only tells what was done to it. */
function aTap() {
  const done: string[] = [];
  const tap = { pause: () => void done.push("pause"), resume: () => void done.push("resume"), close: () => void done.push("close") };
  return { tap, done };
}

const MANY = { waiting: 1_000, eventsPerSecond: 1_000_000 };

describe("the flow of events", () => {
  it("gives events in their order, those that come before they are asked for and after", async () => {
    const flow = new EventFlow(aTap().tap, MANY);
    flow.push(event(1));
    flow.push(event(2));
    expect([await flow.next(), await flow.next()].map(({ value }) => value?.data)).toEqual([{ number: 1 }, { number: 2 }]);
    const third = flow.next();
    flow.push(event(3));
    expect(await third).toEqual({ value: event(3), done: false });
  });

  it("closes the tap while too many wait", async () => {
    const { tap, done } = aTap();
    const flow = new EventFlow(tap, { ...MANY, waiting: 2 });
    flow.push(event(1));
    expect(done).toEqual([]);
    flow.push(event(2));
    flow.push(event(3));
    expect(done).toEqual(["pause"]);
    await flow.next();
    expect(done).toEqual(["pause"]);
    await flow.next();
    expect(done).toEqual(["pause", "resume"]);
  });

  it("closes the tap while events come too fast, and opens it again by itself", async () => {
    const { tap, done } = aTap();
    const flow = new EventFlow(tap, { waiting: 1_000, eventsPerSecond: 10 });
    for (let number = 0; number < 10; number++) flow.push(event(number));
    expect(done).toEqual([]);
    flow.push(event(10));
    flow.push(event(11));
    expect(done).toEqual(["pause"]);
    while (done.length < 2) await wait(10);
    expect(done).toEqual(["pause", "resume"]);
    flow.end();
  });

  it("gives what waits, then its failure, then no more", async () => {
    const { tap, done } = aTap();
    const flow = new EventFlow(tap, MANY);
    flow.push(event(1));
    flow.end({ error: new Error("lost") });
    flow.end();
    flow.push(event(2));
    expect(done).toEqual(["close"]);
    expect((await flow.next()).done).toBe(false);
    await expect(flow.next()).rejects.toThrow("lost");
    expect((await flow.next()).done).toBe(true);
  });

  it("tells of its failure the one who waits", async () => {
    const flow = new EventFlow(aTap().tap, MANY);
    const waiting = flow.next();
    flow.end({ error: new Error("lost") });
    await expect(waiting).rejects.toThrow("lost");
    expect((await flow.next()).done).toBe(true);
  });

  it("closes the tap when whoever listens leaves", async () => {
    const { tap, done } = aTap();
    const flow = new EventFlow(tap, MANY);
    flow.push(event(1));
    for await (const _ of flow) break;
    expect(done).toEqual(["close"]);
  });
});
