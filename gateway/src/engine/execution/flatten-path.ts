import type { TreeObject, TreeValue } from "../answer/tree";
import { isObject, valueAt } from "./tree-values";
import type { TypeConditions } from "./type-conditions";

/** One step down the tree: into a name, and on to every object in the lists that stand there. */
export interface PathStep {
  readonly name: string;
  /** The objects reached must be of one of these types. */
  readonly conditions: readonly string[] | null;
}

const CONDITIONED = /^(.*)\|\[([^\]]*)\]$/s;

/**
 * The steps of a plan's path: ["teams", "@", "lead"]. A list is always looked through, however many "@" stand for it. An
 * element may carry type conditions, as in "media|[Book,Film]" or "@|[Film]", of which the last one tells most; an empty
 * name stands for the root.
 */
export function pathSteps(path: readonly (string | number)[]): readonly PathStep[] {
  const steps: PathStep[] = [];
  for (const element of path) {
    if (typeof element === "number") throw new Error("A plan's path leads to one item of a list.");
    const [, name = element, types] = CONDITIONED.exec(element) ?? [];
    const conditions = types === undefined ? null : types.split(",");
    const last = steps.at(-1);
    if (name !== "@" && name !== "") steps.push({ name, conditions });
    else if (last !== undefined && conditions !== null) steps[steps.length - 1] = { ...last, conditions };
  }
  return steps;
}

/** The objects that stand at the end of a path, in order; each once, where several places may lead to the same one. */
export function objectsAt(root: TreeObject, steps: readonly PathStep[], types: TypeConditions, once: boolean): readonly TreeObject[] {
  let found: readonly TreeObject[] = [root];
  for (const { name, conditions } of steps) {
    const reached = once ? reachedOnce(found, name) : reachedBy(found, name);
    found = conditions === null ? reached : reached.filter((object) => isOneOf(object, conditions, types));
    if (found.length === 0) break;
  }
  return found;
}

function reachedBy(objects: readonly TreeObject[], name: string): readonly TreeObject[] {
  const reached: TreeObject[] = [];
  // An inherited function is no object of the tree, so that what stands under the name may be looked at as it is.
  for (let index = 0; index < objects.length; index++) addObjects(objects[index]?.[name], reached);
  return reached;
}

function reachedOnce(objects: readonly TreeObject[], name: string): readonly TreeObject[] {
  const reached = new Set<TreeObject>();
  for (let index = 0; index < objects.length; index++) addOnce(objects[index]?.[name], reached);
  return [...reached];
}

function addOnce(value: TreeValue | undefined, objects: Set<TreeObject>): void {
  if (Array.isArray(value)) for (let index = 0; index < value.length; index++) addOnce(value[index], objects);
  else if (isObject(value)) objects.add(value);
}

function addObjects(value: TreeValue | undefined, objects: TreeObject[]): void {
  if (Array.isArray(value)) for (let index = 0; index < value.length; index++) addObjects(value[index], objects);
  else if (isObject(value)) objects.push(value);
}

/** Whether an object says to be of one of these types. */
export function isOneOf(object: TreeObject, conditions: readonly string[], types: TypeConditions): boolean {
  const typename = valueAt(object, "__typename");
  return typeof typename === "string" && conditions.some((condition) => types.holds(typename, condition));
}

/** What a visit sees: the objects passed on the way, the one come to last, and the names and indexes that lead to it. */
export type Visit = (passed: readonly TreeObject[], place: readonly (string | number)[]) => void;

/**
 * Goes to every object at the end of a path, until it is told that it is enough. Slower than `objectsAt`, and walked only
 * where the way itself is asked for.
 */
export function visitPath(root: TreeObject, steps: readonly PathStep[], types: TypeConditions, visit: Visit, isEnough = () => false): void {
  const passed: TreeObject[] = [];
  const place: (string | number)[] = [];
  const walk = (value: TreeValue | undefined, depth: number): void => {
    if (isEnough()) return;
    if (Array.isArray(value)) for (const [index, item] of value.entries()) enter(index, item, depth);
    else if (isObject(value)) walkObject(value, depth);
  };
  const walkObject = (object: TreeObject, depth: number): void => {
    const conditions = steps[depth - 1]?.conditions ?? null;
    if (conditions !== null && !isOneOf(object, conditions, types)) return;
    const step = steps[depth];
    passed.push(object);
    if (step === undefined) visit(passed, place);
    else enter(step.name, valueAt(object, step.name), depth + 1);
    passed.pop();
  };
  const enter = (name: string | number, value: TreeValue | undefined, depth: number): void => {
    place.push(name);
    walk(value, depth);
    place.pop();
  };
  walk(root, 0);
}
