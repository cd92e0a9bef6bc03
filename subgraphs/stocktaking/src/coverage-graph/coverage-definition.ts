import type { DefinitionRecord } from "@actionline/schema/hub-records";
import type { CoverageDefinition } from "../coverage/coverage-definition";
import { COVERAGE_ID, NEWEST_DEFINITION } from "../coverage/definitions";

/** A version of the definition of coverage as a record. */
export const recordOfDefinition = ({ version, text, choices }: CoverageDefinition): DefinitionRecord => ({
  id: COVERAGE_ID,
  version,
  text,
  parameters: { ...choices.freshness },
});

/** The definition that the hub enters in its log when it starts: from then on it is the one in force. */
export const COVERAGE_DEFINITION: DefinitionRecord = recordOfDefinition(NEWEST_DEFINITION);
