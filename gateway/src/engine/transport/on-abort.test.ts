import { offAbort, onAbort } from "./on-abort";

it("calls those who wait when the signal aborts, and none that were taken back", () => {
  const leaving = new AbortController();
  const called: string[] = [];
  const [first, second, third] = ["first", "second", "third"].map((name) => () => called.push(name));
  for (const each of [first, second, third]) onAbort(leaving.signal, each as () => void);
  offAbort(leaving.signal, second as () => void);
  leaving.abort();
  expect(called).toEqual(["first", "third"]);
});
