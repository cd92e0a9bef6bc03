import "reflect-metadata";
import { type Check, runCheck } from "./check";
import { docsAreComplete } from "./docs-are-complete";
import { engineStandsAlone } from "./engine-stands-alone";
import { generatedIsCurrent } from "./generated-is-current";
import { importsPointDown } from "./imports-point-down";
import { licencesAreKnown } from "./licences-are-known";
import { lockFileServesEverybody } from "./lock-file-serves-everybody";

const CHECKS: readonly Check[] = [
  importsPointDown,
  engineStandsAlone,
  lockFileServesEverybody,
  licencesAreKnown,
  generatedIsCurrent,
  docsAreComplete,
];

/** The checks of this package, as run-checks.mjs runs them beside the compiler and the linter. */
export function checks(root: string): [name: string, run: () => Promise<number>][] {
  return CHECKS.map((check) => [check.name, () => runCheck(check, root)]);
}
