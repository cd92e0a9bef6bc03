import type { TreeValue } from "./tree";
import type { Mark, TreeWalk } from "./tree-walk";

/** How the values of one field, or the items of its lists, are written. */
export abstract class ValuePlan {
  /** The field's, such as "Team.name". */
  readonly coordinate: string;
  readonly nonNull: boolean;
  /** Whether each string is a good value, so that whoever holds the plan may write it by itself. */
  readonly anyString: boolean = false;

  constructor(coordinate: string, nonNull: boolean) {
    this.coordinate = coordinate;
    this.nonNull = nonNull;
  }

  /** Adds the value's text, or "null". False where nothing may stand here: what holds the value is lost with it. */
  abstract write(walk: TreeWalk, value: TreeValue, depth: number): boolean;

  /** What stands in the tree isn't what is written here: null, or a value of another kind. */
  protected none(walk: TreeWalk, value: TreeValue, depth: number): boolean {
    if (value !== null) walk.miss("WRONG_KIND", this.coordinate, depth);
    else if (this.nonNull) walk.miss("NULL_IN_NON_NULL", this.coordinate, depth);
    return this.#null(walk);
  }

  /** Nobody answered it, or what type it is. */
  unanswered(walk: TreeWalk, depth: number): boolean {
    walk.miss("NEVER_ANSWERED", this.coordinate, depth, !this.nonNull);
    return this.#null(walk);
  }

  /** Something within was lost, and the value with it. */
  protected lost(walk: TreeWalk, mark: Mark, depth: number): boolean {
    walk.goBack(mark, depth);
    return this.#null(walk);
  }

  #null(walk: TreeWalk): boolean {
    if (this.nonNull) return false;
    walk.text += "null";
    return true;
  }
}
