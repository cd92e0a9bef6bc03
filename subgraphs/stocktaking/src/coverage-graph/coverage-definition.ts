import { FRESHNESS_MULTIPLES } from "@actionline/schema/freshness";
import type { DefinitionRecord } from "@actionline/schema/hub-records";
import { COVERAGE_VERSION } from "../coverage/cell-state";

/** The definition that this code states; the log's own stands in its place where it holds one. */
export const COVERAGE_DEFINITION: DefinitionRecord = {
  id: "coverage",
  version: COVERAGE_VERSION,
  text: [
    "A cell is a plan item, a place, a year and a stakeholder type. An activity is strong evidence for it where it is implementing or completed, its period",
    "meets the year, its publisher declares it for the item or one below it (or a reviewer accepted that), it is placed in the place, and its source hasn't",
    "lapsed for the year; it is weak evidence where all that fails is one of: planned, a wider item, a wider place, a lapsed source. With strong evidence a",
    "cell is COVERED, with weak evidence PARTIAL. Without any it is OMITTED only where nothing is suggested, no work that meets it is of a type that nobody",
    "states, the year is closed, and each of those who answer for it declared COMPLETE or NIL for all of it, is fresh, was harvested without error after the",
    "year had ended, and published nothing that the hub refused or set aside; otherwise it is UNKNOWN. Silence is no nil return.",
  ].join(" "),
  parameters: FRESHNESS_MULTIPLES,
};
