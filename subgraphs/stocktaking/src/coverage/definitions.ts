import { hubError } from "@actionline/kit/hub-error";
import { FRESHNESS_MULTIPLES } from "@actionline/schema/freshness";
import type { ReferenceView } from "../columns/reference-tables";
import { UNKNOWN_REASONS, type UnknownReason } from "./cell-state";
import type { CoverageDefinition } from "./coverage-definition";
import { TEXT_1_0_0, TEXT_1_1_0, TEXT_1_2_0 } from "./definition-texts";

/** Id of the definition of coverage among all that the log may hold. */
export const COVERAGE_ID = "coverage";

const SINCE_1_1_0: readonly UnknownReason[] = ["READ_TOO_EARLY", "RECORDS_REFUSED", "TYPE_UNKNOWN"];

const FIRST: CoverageDefinition = {
  version: "1.0.0",
  choices: {
    reasons: UNKNOWN_REASONS.filter((reason) => !SINCE_1_1_0.includes(reason)),
    blockingHarvests: ["FAILED", "HELD", "PARTIAL"],
    completedWithoutEnd: "ALL_LATER_YEARS",
    partsDeclared: false,
    eachPartHeard: false,
    claimsOutlast: false,
    claimsReach: false,
    statements: false,
    commitments: false,
    duplicates: "NONE",
    freshness: FRESHNESS_MULTIPLES,
  },
  text: TEXT_1_0_0,
};

const SECOND: CoverageDefinition = {
  version: "1.1.0",
  choices: {
    ...FIRST.choices,
    reasons: UNKNOWN_REASONS,
    blockingHarvests: ["FAILED", "HELD", "PARTIAL", "RUNNING"],
    completedWithoutEnd: "FIRST_YEAR",
    partsDeclared: true,
  },
  text: TEXT_1_1_0,
};

const THIRD: CoverageDefinition = {
  version: "1.2.0",
  choices: {
    ...SECOND.choices,
    ...{ eachPartHeard: true, claimsOutlast: true, claimsReach: true, statements: true, commitments: true },
    duplicates: "CONFIRMED",
  },
  text: TEXT_1_2_0,
};

/** Every version of the definition that can be run, the oldest first. A version is never changed: another one is added. */
export const DEFINITIONS: readonly CoverageDefinition[] = [FIRST, SECOND, THIRD];
/** The version that the hub states when it starts. */
export const NEWEST_DEFINITION: CoverageDefinition = THIRD;

/** The version asked for, else the one in force at the point, else the newest; refuses one that can't be run. */
export function definitionMeant(asked: string | undefined, { definitions }: ReferenceView): CoverageDefinition {
  const inForce = definitions.get(COVERAGE_ID)?.version;
  const version = asked ?? inForce ?? NEWEST_DEFINITION.version;
  const found = DEFINITIONS.find((definition) => definition.version === version);
  if (found !== undefined) return found;
  const versions = DEFINITIONS.map((definition) => definition.version);
  const one = versions.join(", ");
  const sentence =
    asked === undefined
      ? `The definition of coverage in force at this point is ${version}, which this hub can't run; name one of ${one} in definition.`
      : `There is no version "${asked.slice(0, 20)}" of the definition of coverage; name one of ${one}.`;
  throw hubError("BAD_INPUT", sentence, { versions });
}
