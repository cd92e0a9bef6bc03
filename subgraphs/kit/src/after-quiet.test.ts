import { AfterQuiet } from "./after-quiet";

const TIMES = { quietMs: 100, atMostMs: 250 } as const;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe("work after quiet", () => {
  it("runs once for many askings, when they have come to rest", async () => {
    const work = jest.fn(async () => undefined);
    const after = new AfterQuiet(work, TIMES, fail);
    after.wake();
    await jest.advanceTimersByTimeAsync(60);
    after.wake();
    await jest.advanceTimersByTimeAsync(60);
    expect(work).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(40);
    expect(work).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it("isn't put off for ever by those who go on asking", async () => {
    const work = jest.fn(async () => undefined);
    const after = new AfterQuiet(work, TIMES, fail);
    for (let time = 0; time < 500; time += 50) {
      after.wake();
      await jest.advanceTimersByTimeAsync(50);
    }
    expect(work).toHaveBeenCalledTimes(2);
  });

  it("never runs twice at once, runs once more for all who asked meanwhile, and rests in between", async () => {
    const ends: (() => void)[] = [];
    const work = jest.fn(() => new Promise<void>((resolve) => void ends.push(resolve)));
    const after = new AfterQuiet(work, { ...TIMES, everyMs: 5_000 }, fail);
    after.wake();
    await jest.advanceTimersByTimeAsync(100);
    for (let time = 0; time < 2_000; time += 50) {
      after.wake();
      await jest.advanceTimersByTimeAsync(50);
    }
    expect(work).toHaveBeenCalledTimes(1);
    ends.pop()?.();
    await jest.advanceTimersByTimeAsync(99);
    expect(work).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenCalledTimes(2);
    ends.pop()?.();
    await jest.advanceTimersByTimeAsync(4_000);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it("comes round by itself, and goes on after a fault", async () => {
    const faults: unknown[] = [];
    const work = jest.fn(async () => {
      throw new Error("once more");
    });
    const after = new AfterQuiet(work, { ...TIMES, everyMs: 1_000 }, (error) => faults.push(error));
    after.wake();
    await jest.advanceTimersByTimeAsync(2_150);
    expect(work).toHaveBeenCalledTimes(3);
    expect(faults).toHaveLength(3);
  });

  it("stops after what is under way, and begins nothing more", async () => {
    let finish: () => void = () => undefined;
    let done = false;
    const work = jest.fn(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      done = true;
    });
    const after = new AfterQuiet(work, TIMES, fail);
    after.wake();
    await jest.advanceTimersByTimeAsync(100);
    after.wake();
    const stopped = after.stop().then(() => done);
    finish();
    await expect(stopped).resolves.toBe(true);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(work).toHaveBeenCalledTimes(1);
  });
});

function fail(error: unknown): never {
  throw error;
}
