import type { DefinitionRecord } from "@actionline/schema/hub-records";
import { linesOf } from "../coverage/definition-lines";
import { COVERAGE_ID, DEFINITIONS } from "../coverage/definitions";
import type { Definition } from "./definition";

/** A definition as the graph shows it, with what its version chooses and which versions can be run. */
export function showDefinition({ id, version, text, parameters }: DefinitionRecord): Definition {
  const known = id === COVERAGE_ID ? DEFINITIONS : [];
  const run = known.find((each) => each.version === version);
  return {
    id,
    version,
    text,
    parameters,
    lines: run === undefined ? [] : linesOf(run),
    versions: known.map((each) => each.version),
  };
}
