import type { Finding, RecordVerdict } from "@actionline/schema/validator/finding";

/** A code that the contract's validator takes out of a record: an item, a line or a place that a cell may be of. */
const CODES = new Set(["UNKNOWN_ITEM", "UNKNOWN_ACTION_LINE", "UNKNOWN_PLACE"]);
/** What the IATI adapter leaves out of an activity's place, time or participants: a cell's other axes. */
const IATI_CODES = new Set(["IATI_CODE_UNKNOWN", "IATI_CODE_MISSING", "IATI_DATE_IMPOSSIBLE", "IATI_ORGANISATION_NAMELESS"]);
const IATI_AXES = /\/(?:recipient-(?:country|region)\/@code|activity-date\/@(?:type|iso-date)|participating-org(?:\/@role)?)$/;
const IATI_LISTS = /^(?:recipient-country|participating-org):/;

/** How many references these findings took out that could have made the record evidence of coverage. */
export function countSetAside(findings: readonly Finding[]): number {
  return findings.filter(isSetAside).length;
}

function isSetAside({ rule, pointer, value }: Finding): boolean {
  if (CODES.has(rule) || rule === "IATI_REGION_NOT_MAPPED") return true;
  if (rule === "IATI_TOO_MANY") return IATI_LISTS.test(value);
  return IATI_CODES.has(rule) && IATI_AXES.test(pointer);
}

/**
 * Whether a cell's state may hang on such a record: on an activity as evidence, on a scope because it may narrow what
 * its agency claims to be complete, and on what can't be told, which may be either.
 */
export function bearsOnCoverage({ kind, operation }: Pick<RecordVerdict, "kind" | "operation">): boolean {
  if (operation === "DELETE" || operation === "CONFIRMED") return false;
  return kind === null || kind === "ACTIVITY" || kind === "SCOPE";
}
