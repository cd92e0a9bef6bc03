import type { Deferral } from "../operation/normalised-operation";
import type { ObjectValuePlan } from "./object-value-plan";
import type { PutOffPart } from "./projection";
import type { TreeObject } from "./tree";
import type { TreeWalk } from "./tree-walk";

/** A fragment that `@defer` puts off, at objects of one type. */
export class PutOffFragment {
  readonly #defer: Deferral;
  readonly #plan: ObjectValuePlan;

  constructor(defer: Deferral, plan: ObjectValuePlan) {
    this.#defer = defer;
    this.#plan = plan;
  }

  /** The part of it that belongs to the object at which the walk stands. */
  at(walk: TreeWalk, object: TreeObject, depth: number): PutOffPart {
    const { id, label } = this.#defer;
    const begin = walk.continuation(depth);
    return {
      id,
      label,
      path: walk.path(depth),
      write: (writing) => {
        const part = begin(writing);
        this.#plan.writeObject(part, object, depth, 0);
        return part.written();
      },
    };
  }
}
