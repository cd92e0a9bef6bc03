import { ANYONE } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import * as fc from "fast-check";
import { versionsOf } from "./collections";
import { readChanges } from "./follow";
import { startLog, type TestLog } from "./testing/start-log";
import { noTheme, theme } from "./testing/themes";
import { VersionReader } from "./versions";

/** What an author wishes: this theme to have this name, or (null) not to be. */
type Wish = readonly [subject: string, name: string | null];

const SUBJECTS = ["a", "b", "c", "d", "e"];
const wish = fc.tuple(fc.constantFrom(...SUBJECTS), fc.option(fc.constantFrom("X", "Y", "Z"), { freq: 2 }));
const batch = fc.uniqueArray(wish, { selector: ([subject]) => subject, maxLength: SUBJECTS.length });
const history = fc.array(batch, { minLength: 1, maxLength: 8 });

type State = ReadonlyMap<string, string>;

/** The model: the state after each entry, worked out by nothing but a map. */
function fold(batches: readonly (readonly Wish[])[]): State[] {
  const states: State[] = [new Map()];
  for (const [subject, name] of batches.flat()) {
    const before = states.at(-1) ?? new Map<string, string>();
    if ((before.get(subject) ?? null) === name) continue;
    const after = new Map(before);
    if (name === null) after.delete(subject);
    else after.set(subject, name);
    states.push(after);
  }
  return states;
}

const changeOf = ([subject, name]: Wish) => (name === null ? noTheme(subject) : theme(subject, name));
const told = (state: State): string => JSON.stringify([...state].sort());

async function stateAt(log: TestLog, sequence: number): Promise<State> {
  const request = new RequestContext(ANYONE, { sequence, instant: new Date(), latest: false });
  const themes = await new VersionReader(log.db, "THEME", request).all();
  return new Map(themes.map(({ id, name }) => [id, name]));
}

async function stateByFollowing(log: TestLog, upTo: number, batchSize: number): Promise<State> {
  const state = new Map<string, string>();
  for await (const changes of readChanges(log.db, ["THEME"], 0, upTo, batchSize)) {
    for (const { subject, record } of changes) {
      if (record === null) state.delete(subject);
      else state.set(subject, record.name);
    }
  }
  return state;
}

it("the state at every sequence of any history is what a simple fold of it says, by versions and by following alike", async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: 1, max: 4 }), async (batches, batchSize) => {
      const log = await startLog();
      try {
        for (const wishes of batches) await log.append(...wishes.map(changeOf));
        const states = fold(batches);
        expect(log.appender.watermark).toBe(states.length - 1);
        for (const [sequence, expected] of states.entries()) {
          expect(told(await stateAt(log, sequence))).toBe(told(expected));
          expect(told(await stateByFollowing(log, sequence, batchSize))).toBe(told(expected));
        }
        await expectChainsWithoutGaps(log);
      } finally {
        await log.stop();
      }
    }),
    { seed: 18, numRuns: Number(process.env.ACTIONLINE_HISTORIES ?? 12) },
  );
}, 120_000);

/** The versions of a subject follow on one another: none begins before the one before it ended. */
async function expectChainsWithoutGaps(log: TestLog): Promise<void> {
  const ends = new Map<string, number>();
  for await (const { subject, from, to } of versionsOf(log.db, "THEME").find().sort({ subject: 1, from: 1 })) {
    expect(from).toBeLessThan(to);
    expect(from).toBeGreaterThanOrEqual(ends.get(subject) ?? 0);
    ends.set(subject, to);
  }
}
