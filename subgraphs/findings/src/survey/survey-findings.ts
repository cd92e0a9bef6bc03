import { WorkBudget } from "@actionline/kit/work-budget";
import { resolveAsOf } from "@actionline/log/as-of";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { FINDING_KINDS, type FindingKind, type FindingRecord } from "@actionline/schema/coordination-records";
import { lastClosedYear } from "@actionline/stocktaking/coverage/base-grid";
import { definitionMeant } from "@actionline/stocktaking/coverage/definitions";
import type { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import { GraphQLError } from "graphql";
import type { Db } from "mongodb";
import { occurrenceOf } from "../finding-id";
import { type FindingAppender, FindingLog } from "../finding-log";
import { STANDING } from "../finding-state";
import { lookForFindings } from "./look-for-findings";
import { type Reconciled, reconcile, type StandingFinding, SURVEY_OWNER } from "./reconcile";
import { kindsByYear } from "./survey-year";
import { SurveyedWorld } from "./surveyed-world";
import { whyNot } from "./why-not";

/** What a survey did. */
export interface SurveyOutcome extends Omit<Reconciled, "writes"> {
  /** The end of the log after it. */
  readonly sequence: number;
  /** Findings that hold, by kind, whether they were drafted before, now or not at all. */
  readonly holding: ReadonlyMap<FindingKind, number>;
}

/** How many findings of a kind may stand; beyond it the survey counts what it leaves out. */
export const MOST_OF_KIND = 2_000;
/** Earlier years whose findings still stand are looked at too, the latest first. */
const MOST_YEARS = 10;
const BATCH = 500;
const ATTEMPTS = 3;
const EVERY_KIND: ReadonlySet<FindingKind> = new Set(FINDING_KINDS);

/**
 * Works out which findings hold at the log's end and writes what has changed. It is told the same by the same log: done
 * twice, the second time writes nothing. What people did meanwhile is never written over: it begins anew then.
 *
 * @param isOver whether nobody waits for it any more: it then fails at the next turn, and what it has written stands
 */
export async function surveyFindings(
  db: Db,
  index: StocktakingIndex,
  appender: FindingAppender,
  clock: () => Date,
  mostOfKind: number = MOST_OF_KIND,
  isOver: () => boolean = () => false,
): Promise<SurveyOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await survey(db, index, appender, clock(), mostOfKind, isOver);
    } catch (error) {
      if (attempt === ATTEMPTS || !isConflict(error)) throw error;
    }
  }
}

const isConflict = (error: unknown): boolean => error instanceof GraphQLError && error.extensions.code === "VERSION_CONFLICT";

async function survey(
  db: Db,
  index: StocktakingIndex,
  appender: FindingAppender,
  now: Date,
  mostOfKind: number,
  isOver: () => boolean,
): Promise<SurveyOutcome> {
  const point = await resolveAsOf(db, null, now);
  await index.reach(point.sequence);
  const world = new SurveyedWorld(db, index, point, new WorkBudget(isOver, Number.POSITIVE_INFINITY));
  const standing = await readStanding(db);
  const lastYear = lastClosedYear(point.instant);
  // Of earlier years only what stands already is looked after.
  const years = new Map([[lastYear, EVERY_KIND], ...earlierYears(standing, lastYear)]);
  const { found, cells } = await lookForFindings(world, { years, newIn: lastYear, overlaps: true, standing: standingIds(standing) });
  const looked = ({ year }: FindingRecord): boolean => year === null || years.has(year);
  const { version: definition } = definitionMeant(undefined, world.view);
  const surveyed = {
    found: found.kept,
    looked,
    definition,
    at: point.instant.toISOString(),
    whyNot: (finding: FindingRecord) => whyNot(finding, cells),
  };
  const { writes, ...outcome } = reconcile(standing, surveyed, mostOfKind);
  const log = new FindingLog(appender);
  let { sequence } = point;
  for (let start = 0; start < writes.length; start += BATCH) {
    const batch = writes.slice(start, start + BATCH).map((write) => ({ ...write, owner: SURVEY_OWNER }));
    sequence = (await log.write(batch)).sequence;
  }
  const leftOut = new Map(outcome.leftOut);
  for (const [kind, count] of found.notKept()) leftOut.set(kind, (leftOut.get(kind) ?? 0) + count);
  return { ...outcome, leftOut, sequence, holding: found.counts };
}

const standingIds = (standing: readonly StandingFinding[]): Set<string> =>
  new Set(standing.filter(({ record }) => STANDING.has(record.state)).map(({ record }) => occurrenceOf(record.id).base));

/** Every finding's last version: at the log's end, since it is what will be written over. */
async function readStanding(db: Db): Promise<StandingFinding[]> {
  const versions = await versionsOf(db, "FINDING").find({ to: OPEN }).sort({ subject: 1 }).toArray();
  return versions.map(({ _id: sequence, record, owner }) => ({ record, sequence, owner }));
}

/** The latest of the years before the last one for which findings of the survey's stand, with the kinds that stand there. */
function earlierYears(standing: readonly StandingFinding[], lastYear: number): [number, ReadonlySet<FindingKind>][] {
  const own = standing.filter(({ owner, record }) => owner === SURVEY_OWNER && STANDING.has(record.state));
  return [...kindsByYear(own.map(({ record }) => record))]
    .filter(([year]) => year < lastYear)
    .sort(([one], [other]) => other - one)
    .slice(0, MOST_YEARS);
}
