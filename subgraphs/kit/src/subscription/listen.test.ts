import { hubError } from "../hub-error";
import { type EventSource, listen } from "./listen";
import { SubscribedEvent } from "./subscribed-event";

const point = (sequence: number) => ({ sequence, instant: new Date(0) });

/** A source that a test fills. */
class Filled implements EventSource<number> {
  readonly missed = "by asking";
  readonly callbacks = new Set<() => void>();
  waiting: number[] = [];
  looks = 0;

  async look(): Promise<SubscribedEvent<number>[]> {
    this.looks++;
    return this.waiting.splice(0).map((number) => SubscribedEvent.of(point(number), number));
  }

  onMore(callback: () => void): () => void {
    this.callbacks.add(callback);
    return () => this.callbacks.delete(callback);
  }

  async now() {
    return point(99);
  }

  put(...numbers: number[]): void {
    this.waiting.push(...numbers);
    for (const callback of this.callbacks) callback();
  }
}

const events = async (source: AsyncIterableIterator<SubscribedEvent<number>>, count: number): Promise<number[]> => {
  const seen: number[] = [];
  while (seen.length < count) {
    const { value } = await source.next();
    if (value === undefined) break;
    seen.push(value.event);
  }
  return seen;
};

describe("listening", () => {
  it("gives what waits and then what comes, each once and in order", async () => {
    const source = new Filled();
    source.put(1, 2);
    const listening = listen(source);
    await expect(events(listening, 2)).resolves.toEqual([1, 2]);
    const more = events(listening, 3);
    source.put(3);
    source.put(4, 5);
    await expect(more).resolves.toEqual([3, 4, 5]);
    await listening.return?.();
  });

  it("reads nothing ahead of one who reads slowly", async () => {
    const source = new Filled();
    source.put(1, 2);
    const listening = listen(source);
    await events(listening, 1);
    source.put(3);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(source.looks).toBe(1);
    await expect(events(listening, 2)).resolves.toEqual([2, 3]);
    await listening.return?.();
  });

  it("ends for one who is further behind than may be, and says how to catch up", async () => {
    const source = new Filled();
    const listening = listen(source, 3);
    source.put(1, 2, 3, 4);
    const { value } = await listening.next();
    expect(value?.point).toEqual(point(99));
    expect(() => value?.event).toThrow(
      "More than 3 events wait for you, so that this ends: read what you missed by asking, then subscribe anew.",
    );
    await expect(listening.next()).resolves.toEqual({ done: true, value: undefined });
    expect(source.callbacks.size).toBe(0);
  });

  it("tells last what its source refuses, and passes on what broke", async () => {
    const refusing = new Filled();
    refusing.look = () => Promise.reject(hubError("NOT_FOUND", "gone"));
    const listening = listen(refusing);
    const { value } = await listening.next();
    expect(() => value?.event).toThrow("gone");
    await expect(listening.next()).resolves.toMatchObject({ done: true });
    const broken = new Filled();
    broken.look = () => Promise.reject(new Error("broken"));
    await expect(listen(broken).next()).rejects.toThrow("broken");
    expect([refusing.callbacks.size, broken.callbacks.size]).toEqual([0, 0]);
  });

  it("ends at once for one who leaves while nothing happens, and leaves nothing behind", async () => {
    const source = new Filled();
    const listening = listen(source);
    const next = listening.next();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(source.callbacks.size).toBe(1);
    await listening.return?.();
    await expect(next).resolves.toEqual({ done: true, value: undefined });
    expect(source.callbacks.size).toBe(0);
  });

  it("begins nothing for one who leaves before it began", async () => {
    const source = new Filled();
    const listening = listen(source);
    await listening.return?.();
    await expect(listening.next()).resolves.toEqual({ done: true, value: undefined });
    expect([source.looks, source.callbacks.size]).toEqual([0, 0]);
  });
});
