import type { AskedNode, Condition } from "../../operation/normalised-operation";
import type { RuledPlace } from "./ruled-place";
import type { IsDenied } from "./without-denied";

/** A field that whoever asks may not have. */
export interface Denial {
  /** The client's response names; without indexes, for it is denied wherever it would stand. */
  readonly path: readonly string[];
  /** Such as "Team.budget". */
  readonly coordinate: string;
  /** It is asked where all of them hold. */
  readonly conditions: readonly Condition[];
}

/** The denied fields of a selection, without those below another one; each place once. */
export function denialsIn(selection: readonly AskedNode[], root: RuledPlace, isDenied: IsDenied): readonly Denial[] {
  const found: Denial[] = [];
  const walk = (nodes: readonly AskedNode[], place: RuledPlace, path: readonly string[], above: readonly Condition[]): void => {
    for (const node of nodes) {
      const conditions = node.conditions.length === 0 ? above : [...above, ...node.conditions];
      if (node.kind === "fragment") {
        walk(node.selection, place.within(node.typeCondition), path, conditions);
        continue;
      }
      const here = [...path, node.responseName];
      const under = place.under(node.name);
      if (isDenied(place, node.name)) found.push({ path: here, coordinate: place.coordinate(node.name), conditions });
      else if (under !== null && node.selection !== null) walk(node.selection, under, here, conditions);
    }
  };
  walk(selection, root, [], []);
  return found;
}
