import { type LeaveSignal, offAbort, onAbort } from "../on-abort";

/** Items of an iterator until the signal ends them: at once, though the iterator may be waiting for its next one. */
export async function* untilAborted<T>(iterator: AsyncIterator<T>, signal: LeaveSignal): AsyncGenerator<T, void, void> {
  let leave: () => void = () => undefined;
  const left = () => leave();
  onAbort(signal, left);
  try {
    while (!signal.aborted) {
      const result = await new Promise<IteratorResult<T> | null>((resolve, reject) => {
        leave = () => resolve(null);
        iterator.next().then(resolve, reject);
      });
      if (result === null || result.done === true) return;
      yield result.value;
    }
  } finally {
    offAbort(signal, left);
    // One that waits ends when it can; nobody waits for that.
    iterator.return?.().catch(() => undefined);
  }
}
