import type { Fault } from "./tree";

/** A step of the way to a value: a field, or an index. */
export type Step = NamedStep | number;

/** A field on the way: what the tree calls it, and what the client does. */
export interface NamedStep {
  readonly key: string;
  readonly responseName: string;
}

/** What stands below a place, by internal name or index. */
class Place {
  readonly under = new Map<string | number, Place>();
}

/**
 * Where faults stand, so that every loss is told once and none is hidden. A gap needs no error of its own where
 *
 * - a fault stands at the gap or below it: what was lost there made it null;
 * - it takes its object with it, and another field of that object does so too, having a fault of its own: which of the
 *   two is met first is only a matter of the order in which the client asked (`ObjectPlan` looks for that);
 * - nobody answered what may be null, within a value that is lost for something else, which is told (`TreeWalk` looks
 *   for that).
 *
 * Everything else is told, at its own place. A fault above says nothing of what is below: a source could hide another
 * one's loss with an error of its own that names the object, or the list, that both add to. And what couldn't be asked
 * for because a key or a required field of another source was lost is missing as well: whoever reads errors by their
 * paths would take it for a true null. No flood comes of it, since a fetch that fails is told at each name that it was
 * to answer.
 */
export class FaultPlaces {
  readonly #root = new Place();

  constructor(faults: readonly Fault[]) {
    for (const { path } of faults) if (path !== null) this.#add(path);
  }

  /** Whether a fault tells already that the value to which this many steps lead is lost. */
  tell(steps: readonly Step[], depth: number): boolean {
    return this.#at(steps, depth) !== undefined;
  }

  /** The names, at the object to which this many steps lead, at which faults stand or below which they do. */
  namesAt(steps: readonly Step[], depth: number): ReadonlySet<string | number> {
    return new Set(this.#at(steps, depth)?.under.keys());
  }

  #at(steps: readonly Step[], depth: number): Place | undefined {
    let place: Place | undefined = this.#root;
    for (let index = 0; index < depth && place !== undefined; index += 1) place = below(place, steps[index]);
    return place;
  }

  #add(path: readonly (string | number)[]): void {
    let place = this.#root;
    for (const step of path) {
      const next = place.under.get(step) ?? new Place();
      place.under.set(step, next);
      place = next;
    }
  }
}

function below({ under }: Place, step: Step | undefined): Place | undefined {
  return step === undefined || under.size === 0 ? undefined : under.get(typeof step === "number" ? step : step.key);
}
