import { hubError } from "@actionline/kit/hub-error";
import { pino } from "pino";
import type { ResolvePoint } from "./as-of-of-request";
import { steadyPoint } from "./steady-point";

const NOW = new Date("2026-11-22T12:00:00Z");
const LATER = new Date("2026-11-22T12:00:01Z");
const TIMES = { waits: 100, serves: 60_000 };
const quiet = pino({ level: "silent" });

let log: ResolvePoint;
let asked: number;
const point =
  (sequence: number): ResolvePoint =>
  async (_, instant) => ({ sequence, instant, latest: true });
const steady = (times = TIMES): ResolvePoint =>
  steadyPoint(
    (input, now) => {
      asked++;
      return log(input, now);
    },
    quiet,
    times,
  );

beforeEach(() => {
  asked = 0;
  log = point(7);
});

it("J14: a log that is away is read at the point that was known last, which is told", async () => {
  const resolve = steady();
  expect(await resolve(null, NOW)).toMatchObject({ sequence: 7 });
  log = () => Promise.reject(new Error("the database is away"));
  expect(await resolve(null, LATER)).toEqual({ sequence: 7, instant: LATER, latest: true });
  // Whoever comes next doesn't wait for it once more.
  await resolve(null, LATER);
  expect(asked).toBe(2);
});

it("J14: so is one that doesn't answer at all", async () => {
  const resolve = steady();
  await resolve(null, NOW);
  log = () => new Promise(() => undefined);
  expect(await resolve(null, LATER)).toMatchObject({ sequence: 7 });
});

it("is asked again after a while", async () => {
  const resolve = steady({ waits: 100, serves: 0 });
  await resolve(null, NOW);
  log = () => Promise.reject(new Error("the database is away"));
  await resolve(null, LATER);
  log = point(9);
  expect(await resolve(null, LATER)).toMatchObject({ sequence: 9 });
});

it("nothing is made up where no point was ever known", async () => {
  log = () => Promise.reject(new Error("the database is away"));
  await expect(steady()(null, NOW)).rejects.toThrow("the database is away");
});

it("what somebody names is always asked for, and a refusal is a refusal", async () => {
  const resolve = steady();
  await resolve(null, NOW);
  log = () => Promise.reject(hubError("AS_OF_UNKNOWN", "No such point."));
  await expect(resolve({ sequence: 99 }, NOW)).rejects.toThrow("No such point.");
  await expect(resolve(null, NOW)).rejects.toThrow("No such point.");
});
