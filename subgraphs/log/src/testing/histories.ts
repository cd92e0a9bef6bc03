import { ANYONE } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import * as fc from "fast-check";
import type { Db, MongoClient } from "mongodb";
import { Appender } from "../appender";
import { logEntries, logState, versionsOf } from "../collections";
import { readChanges } from "../follow";
import { VersionReader } from "../versions";
import { noTheme, theme } from "./themes";

/** What an author wishes: this theme to have this name, or (null) not to be. */
type Wish = readonly [subject: string, name: string | null];
type State = ReadonlyMap<string, string>;

const SUBJECTS = ["a", "b", "c", "d", "e"];
const wish = fc.tuple(fc.constantFrom(...SUBJECTS), fc.option(fc.constantFrom("X", "Y", "Z"), { freq: 2 }));
const batch = fc.uniqueArray(wish, { selector: ([subject]) => subject, maxLength: SUBJECTS.length });
const history = fc.array(batch, { minLength: 1, maxLength: 8 });

/**
 * Writes random histories into a log and compares the state at every sequence with a fold of the history in a map, read
 * by versions and by following. It throws with the smallest history that differs.
 */
export async function checkHistories(client: MongoClient, db: Db, runs: number, seed: number): Promise<void> {
  const appender = await Appender.acquire(client, db, { space: "DEMONSTRATION" });
  try {
    const property = fc.asyncProperty(history, fc.integer({ min: 1, max: 4 }), (batches, size) => check(db, appender, batches, size));
    await fc.assert(property, { numRuns: runs, seed });
  } finally {
    await appender.release();
  }
}

async function check(db: Db, appender: Appender, batches: readonly (readonly Wish[])[], batchSize: number): Promise<void> {
  await empty(db);
  for (const wishes of batches)
    await appender.append(wishes.map(([subject, name]) => (name === null ? noTheme(subject) : theme(subject, name))));
  const states = fold(batches);
  if (appender.watermark !== states.length - 1)
    throw new Error(`The watermark is ${appender.watermark} after ${states.length - 1} changes.`);
  for (const [sequence, expected] of states.entries()) {
    same(await stateAt(db, sequence), expected, `the versions at ${sequence}`);
    same(await stateByFollowing(db, sequence, batchSize), expected, `what a follower holds at ${sequence}`);
  }
  await checkChains(db);
}

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

async function stateAt(db: Db, sequence: number): Promise<State> {
  const request = new RequestContext(ANYONE, { sequence, instant: new Date(), latest: false });
  const themes = await new VersionReader(db, "THEME", request).all();
  return new Map(themes.map(({ id, name }) => [id, name]));
}

async function stateByFollowing(db: Db, upTo: number, batchSize: number): Promise<State> {
  const state = new Map<string, string>();
  for await (const changes of readChanges(db, ["THEME"], 0, upTo, batchSize)) {
    for (const { subject, record } of changes) {
      if (record === null) state.delete(subject);
      else state.set(subject, record.name);
    }
  }
  return state;
}

/** The versions of a subject follow on one another: none begins before the one before it ended. */
async function checkChains(db: Db): Promise<void> {
  const ends = new Map<string, number>();
  for await (const { subject, from, to } of versionsOf(db, "THEME").find().sort({ subject: 1, from: 1 })) {
    if (from >= to || from < (ends.get(subject) ?? 0)) throw new Error(`A version of ${subject} holds from ${from} to ${to}.`);
    ends.set(subject, to);
  }
}

function same(found: State, expected: State, what: string): void {
  const [one, other] = [found, expected].map((state) => JSON.stringify([...state].sort()));
  if (one !== other) throw new Error(`${what}: ${one}, and by the fold ${other}.`);
}

/** As if nothing had been written; cheaper than a database and its indexes for each history. */
async function empty(db: Db): Promise<void> {
  await Promise.all([logEntries(db).deleteMany({}), versionsOf(db, "THEME").deleteMany({})]);
  await logState(db).updateOne({ _id: "log" }, { $set: { watermark: 0 } });
}
