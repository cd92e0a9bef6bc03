import type { Appender } from "@actionline/log/appender";
import { readWatermark } from "@actionline/log/as-of";
import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import type { StoredActivity } from "@actionline/schema/hub-records";
import { inOrder, overlapId } from "@actionline/schema/overlap-id";
import * as fc from "fast-check";
import type { Db } from "mongodb";
import type { BlockSizes } from "../blocks/block-sizes";
import { idOf, overlapChange } from "../matcher/found-overlap";
import { MatchState } from "../matcher/match-state";
import { Matcher } from "../matcher/matcher";
import { DRAWN_IDS, drawnFacts } from "./drawn-facts";
import { emptyLog } from "./empty-log";
import { aBudget, anActivity, entered, withdrawn } from "./records";

/** Small ones, so that a handful of records passes every bound. */
const SIZES: BlockSizes = { id: 1, url: 2, token: 4, cell: 4, partners: 2 };

type Step =
  | { readonly type: "RECORD"; readonly id: string; readonly facts: Partial<StoredActivity> | null; readonly hidden: boolean }
  | { readonly type: "REVIEW"; readonly id: string; readonly accepted: boolean }
  | { readonly type: "BUDGET"; readonly id: string; readonly amount: string | null }
  | { readonly type: "DECISION"; readonly pair: readonly [string, string]; readonly taken: boolean }
  | { readonly type: "CATCH_UP"; readonly reopened: boolean };

const id = fc.constantFrom(...DRAWN_IDS);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      type: fc.constant("RECORD" as const),
      id,
      facts: fc.option(drawnFacts, { freq: 6 }),
      hidden: fc.constantFrom(false, false, false, true),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("REVIEW" as const), id, accepted: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("BUDGET" as const),
      id,
      amount: fc.option(fc.constantFrom("100", "101", "500"), { freq: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("DECISION" as const),
      pair: fc.uniqueArray(id, { minLength: 2, maxLength: 2 }).map(([one = "", other = ""]) => inOrder(one, other)),
      taken: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("CATCH_UP" as const), reopened: fc.boolean() }) },
);

/**
 * Writes random histories into a log, lets a matcher follow them in pieces, and compares what stands in the log with what
 * a matcher finds that sees the end alone. It throws with the smallest history that differs.
 */
export async function checkMatchHistories(db: Db, appender: Appender, runs: number, seed?: number): Promise<void> {
  const history = fc.array(step, { minLength: 4, maxLength: 40 });
  const property = fc.asyncProperty(history, fc.integer({ min: 1, max: 7 }), (steps, batchSize) => check(db, appender, steps, batchSize));
  await fc.assert(property, { numRuns: runs, ...(seed !== undefined && { seed }) });
}

async function check(db: Db, appender: Appender, steps: readonly Step[], batchSize: number): Promise<void> {
  await emptyLog(db);
  const options = { sizes: SIZES, batchSize };
  let matcher = await Matcher.open(db, appender, options);
  for (const next of steps) {
    if (next.type !== "CATCH_UP") {
      await appender.append([changeOf(next)]);
      continue;
    }
    if (next.reopened) matcher = await Matcher.open(db, appender, options);
    await matcher.catchUp();
  }
  await matcher.catchUp();
  const [found, expected] = await Promise.all([standing(db), fromScratch(db)]);
  if (found !== expected) throw new Error(`Followed: ${found}\nfrom scratch: ${expected}`);
}

function changeOf(step: Exclude<Step, { readonly type: "CATCH_UP" }>): Change {
  if (step.type === "RECORD") {
    return step.facts === null ? withdrawn(step.id) : entered(anActivity(step.id, step.facts), step.hidden ? "PRIVATE" : "PUBLIC");
  }
  if (step.type === "BUDGET") {
    const budget = { ...aBudget(step.id, step.amount ?? "0"), source: "a/feed", agency: "a" };
    const facts = { kind: "BUDGET", subject: budget.id, owner: "a" } as const;
    return step.amount === null ? { ...facts, operation: "DELETE", record: null } : { ...facts, operation: "UPSERT", record: budget };
  }
  const by = { reason: "Read.", decidedBy: "desk", decidedAt: "2026-01-01T00:00:00Z" };
  if (step.type === "REVIEW") {
    const subject = `${step.id}#GPA-18a`;
    const review = { id: subject, activity: step.id, item: "GPA-18a", actionLine: "C7-eHealth", decision: "ACCEPTED" as const, ...by };
    return {
      kind: "REVIEW",
      subject,
      operation: step.accepted ? "UPSERT" : "DELETE",
      owner: "hub:review",
      record: step.accepted ? review : null,
    };
  }
  const [one, other] = step.pair;
  const subject = overlapId(one, other);
  const decision = { id: subject, one, other, decision: "DISTINCT" as const, relation: null, ...by };
  return {
    kind: "OVERLAP_DECISION",
    subject,
    operation: step.taken ? "UPSERT" : "DELETE",
    owner: "hub:decisions",
    record: step.taken ? decision : null,
  };
}

/** The pairs that stand, without those that a person decided on: they stay as they were. */
async function standing(db: Db): Promise<string> {
  const decided = await decidedPairs(db);
  const found = await versionsOf(db, "OVERLAP").find({ to: OPEN }).toArray();
  return told(found.filter(({ subject }) => !decided.has(subject)).map(({ subject, visibility, record }) => [subject, visibility, record]));
}

async function fromScratch(db: Db): Promise<string> {
  const sequence = await readWatermark(db);
  const state = await MatchState.at(db, sequence, { sizes: SIZES });
  const decided = await decidedPairs(db);
  const pairs = new Map<string, unknown[]>();
  const seenFrom = new Map<string, string[]>();
  for await (const activity of state.reader.all(sequence)) {
    for (const pair of await state.pairsOf([activity])) {
      const { subject, visibility, record } = overlapChange(pair);
      seenFrom.set(subject, [...(seenFrom.get(subject) ?? []), activity.record.id]);
      if (!decided.has(idOf(pair))) pairs.set(subject, [subject, visibility, record]);
    }
  }
  const oneSided = [...seenFrom.values()].filter((sides) => sides.length !== 2);
  // Such a pair would stand or fall by which of the two was looked at last.
  if (oneSided.length > 0) throw new Error(`Pairs that were found from one side alone: ${JSON.stringify(oneSided)}`);
  return told([...pairs.values()]);
}

async function decidedPairs(db: Db): Promise<Set<string>> {
  return new Set((await versionsOf(db, "OVERLAP_DECISION").find({ to: OPEN }).toArray()).map(({ subject }) => subject));
}

const told = (pairs: readonly unknown[]): string => JSON.stringify(pairs.map((pair) => JSON.stringify(pair)).sort(), null, 1);
