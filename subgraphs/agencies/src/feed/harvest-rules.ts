import type { Rule } from "@actionline/schema/validator/rules";
import { REMOTE_RULES } from "../remote/remote-rules";
import { CONTRACT_FEED_RULES } from "./contract/contract-rules";
import { IATI_RULES } from "./iati/iati-rules";
import { MAPPED_RULES } from "./mapped/mapped-rules";

/** What a harvest itself looks at, whatever the format. */
export const HARVEST_RULES = {
  NOT_YOUR_ID: {
    severity: "ERROR",
    meaning: "The record's id begins with another agency's name; an agency writes its own records only.",
    howToFix: "Begin each id with your own agency's short name and a colon.",
  },
  DUPLICATE_ID: {
    severity: "ERROR",
    meaning: "The id came twice in one run with different content; the first was kept and the second put in quarantine.",
    howToFix: "Publish each record once, and give different records different ids.",
  },
  DUPLICATE_RECORD: {
    severity: "WARNING",
    meaning: "The same record came more than once in one run; it counts once.",
    howToFix: "Publish each record once.",
  },
  PART_OF_REFUSED: {
    severity: "ERROR",
    meaning: "The activity that this amount belongs to was refused, so the amount waits with it.",
    howToFix: "Repair the activity; its amounts come in with it.",
  },
  VALUES_NOT_IN_SCHEMA: {
    severity: "ERROR",
    meaning: "The values aren't of a thing, a key and fields of the schema that the agency published.",
    howToFix: "Publish the schema first, and give values of its fields, for a thing by its key, under the id made of both.",
  },
  OPERATION_UNKNOWN_RECORD: {
    severity: "WARNING",
    meaning: "The change names a record that the hub doesn't hold from this source; it changed nothing.",
    howToFix: "Check the id; nothing to do where the record was deleted before.",
  },
  AUDIT_DIFFERS: {
    severity: "WARNING",
    meaning: "Everything was read once more, and this record differed from what the changes had told; the hub holds it now as it is.",
    howToFix: "Find out why the change never came by its cursor: each change needs a place behind all cursors that were given before it.",
  },
  GROWTH: {
    severity: "WARNING",
    meaning: "The source grew by more in one run than it usually would; all of it went in.",
    howToFix: "Check that ids didn't change and that no other data set was mixed in.",
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type HarvestRule = keyof typeof HARVEST_RULES;

/** The rules that a report of a run may name, beside the contract's. */
export const RUN_RULES: Readonly<Record<string, Rule>> = {
  ...IATI_RULES,
  ...CONTRACT_FEED_RULES,
  ...MAPPED_RULES,
  ...REMOTE_RULES,
  ...HARVEST_RULES,
};
