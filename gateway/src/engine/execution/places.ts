import type { TreeObject } from "../answer/tree";
import type { FaultLog, Place } from "./fault-log";
import { type PathStep, visitPath } from "./flatten-path";
import type { TypeConditions } from "./type-conditions";

/** Places looked at after as many faults were told as may be: enough to count others, and no more work than that. */
const MOST_PLACES = 10_000;

/** Finds again where objects stand in the tree, to tell faults there; walked only when there is one to tell. */
export function visitPlaces(
  root: TreeObject,
  steps: readonly PathStep[],
  types: TypeConditions,
  faults: FaultLog,
  visit: (object: TreeObject, place: Place) => void,
): void {
  let visited = 0;
  visitPath(
    root,
    steps,
    types,
    (passed, place) => {
      visited++;
      const object = passed.at(-1);
      if (object !== undefined) visit(object, [...place]);
    },
    () => faults.isFull && visited > MOST_PLACES,
  );
}
