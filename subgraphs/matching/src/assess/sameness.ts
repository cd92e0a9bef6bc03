import type { Assertion, AssertionName, ExculpationName } from "@actionline/schema/coordination-records";
import type { ActivityFeatures } from "../features/activity-features";
import { type Compared, sameDays } from "./assertions";
import type { Exculpation } from "./assessment";

export const has = (assertions: readonly Assertion[], ...names: readonly AssertionName[]): boolean =>
  names.every((name) => assertions.some((assertion) => assertion.name === name));

/** Everything that the sufficient combinations are read from. */
export interface Sameness {
  readonly one: ActivityFeatures;
  readonly other: ActivityFeatures;
  readonly compared: Compared;
  readonly assertions: readonly Assertion[];
  readonly exculpations: readonly Exculpation[];
  /** What tells two records of one source apart; null where nothing does. */
  readonly apart: string | null;
}

/** The sufficient combinations for L0. No veto stands against the pair when this is asked. */
export function samenessOf(pair: Sameness): "MERGED" | "PROPOSED" | null {
  const { identity } = pair.compared;
  if (identity.basis === "SAME_ID" && identity.origin === "SAME" && identity.core) return "MERGED";
  const proposes = bySourceId(pair) || byAddress(pair) || (pair.apart === null && isLikeOne(pair.assertions)) || bySecondReporter(pair);
  return proposes ? "PROPOSED" : null;
}

/** Near title, same lead, same places, periods that meet. */
export const isLikeOne = (assertions: readonly Assertion[]): boolean =>
  has(assertions, "TITLE_NEAR", "SAME_LEAD", "PLACE_EQUAL", "DATES_OVERLAP");

/**
 * The same id of one origin with other content: a stale copy, or an id given twice by mistake; a person decides. The same
 * goes for a record that the other names as another organization's report.
 */
function bySourceId({ compared: { identity, titles }, assertions }: Sameness): boolean {
  if (identity.basis === "NAMED") return has(assertions, "TITLE_NEAR") || has(assertions, "PLACE_EQUAL");
  if (identity.basis !== "SAME_ID" || identity.origin !== "SAME") return false;
  if (has(assertions, "TITLE_NEAR") || has(assertions, "URL_EQUAL")) return true;
  return titles === null && has(assertions, "PLACE_EQUAL", "DATES_OVERLAP");
}

/** Titles that can't be compared assert nothing: all the rest of identity must then hold together. */
function byAddress({ compared: { titles }, assertions }: Sameness): boolean {
  if (has(assertions, "URL_EQUAL", "TITLE_NEAR")) return true;
  return titles === null && has(assertions, "URL_EQUAL", "SAME_LEAD", "PLACE_EQUAL", "DATES_OVERLAP");
}

/** Links by which the publishers themselves call the two different activities. */
const DIFFERENT: ReadonlySet<ExculpationName> = new Set([
  "PARENT_CHILD_SIBLING",
  "JOINT_PROGRAMME",
  "SUCCESSIVE_PHASES",
  "DECLARED_COMPLEMENT",
]);

/**
 * A funder and an implementer that each report the work as their own lead it each by its own record. Such a pair is
 * proposed where near titles, places and dates are joined by two of three: one names the other's reporter, both begin and
 * end on the same days, their amounts are near.
 */
function bySecondReporter({ one, other, assertions, exculpations }: Sameness): boolean {
  if (!mayBeSecondReport(one, other, assertions) || exculpations.some(({ name }) => DIFFERENT.has(name))) return false;
  const named = namesReporterOf(one, other) || namesReporterOf(other, one);
  return [named, sameDays(one, other), has(assertions, "AMOUNT_NEAR")].filter(Boolean).length >= 2;
}

/** Whether it is worth reading the amounts of two records to tell. */
export const mayBeSecondReport = (one: ActivityFeatures, other: ActivityFeatures, assertions: readonly Assertion[]): boolean =>
  one.source !== other.source && has(assertions, "TITLE_NEAR", "PLACE_EQUAL", "DATES_OVERLAP");

const namesReporterOf = (one: ActivityFeatures, other: ActivityFeatures): boolean =>
  one.parties.some(({ key }) => key === other.reporter.key);
