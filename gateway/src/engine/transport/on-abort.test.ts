import { abortSignalOf, type LeaveSignal, offAbort, onAbort } from "./on-abort";
import { RequestSignal } from "./request-signal";

const SIGNALS: readonly (readonly [string, () => AbortController | RequestSignal])[] = [
  ["One of Node's signals", () => new AbortController()],
  ["A request's own signal", () => new RequestSignal()],
];

function signal(leaving: AbortController | RequestSignal): LeaveSignal {
  return leaving instanceof RequestSignal ? leaving : leaving.signal;
}

describe.each(SIGNALS)("%s", (_, make) => {
  it("calls those who wait when it aborts, once, and none that were taken back", () => {
    const leaving = make();
    const called: string[] = [];
    const [first, second, third] = ["first", "second", "third"].map((name) => () => void called.push(name));
    for (const each of [first, second, third]) if (each !== undefined) onAbort(signal(leaving), each);
    if (second !== undefined) offAbort(signal(leaving), second);
    leaving.abort();
    leaving.abort();
    expect(called).toEqual(["first", "third"]);
  });

  it("calls nobody that one of those called before took back", () => {
    const leaving = make();
    const called: string[] = [];
    const last = () => void called.push("last");
    onAbort(signal(leaving), () => offAbort(signal(leaving), last));
    onAbort(signal(leaving), last);
    leaving.abort();
    expect(called).toEqual([]);
  });

  it("says that it aborted, and why", () => {
    const leaving = make();
    const before = signal(leaving).aborted;
    leaving.abort();
    expect([before, signal(leaving).aborted]).toEqual([false, true]);
    expect(signal(leaving).reason).toMatchObject({ name: "AbortError" });
  });
});

describe("A request's signal for those who take nothing but Node's", () => {
  it("aborts with it, for the same reason", () => {
    const leaving = new RequestSignal();
    const made = abortSignalOf(leaving);
    expect(made.aborted).toBe(false);
    leaving.abort();
    expect([made.aborted, made.reason === leaving.reason]).toEqual([true, true]);
  });

  it("is aborted where it was asked for too late, and the same each time", () => {
    const leaving = new RequestSignal();
    leaving.abort();
    const [once, again] = [abortSignalOf(leaving), abortSignalOf(leaving)];
    expect([once.aborted, once === again]).toEqual([true, true]);
  });

  it("is the signal itself where that is one of Node's", () => {
    const { signal } = new AbortController();
    expect(abortSignalOf(signal)).toBe(signal);
  });
});
