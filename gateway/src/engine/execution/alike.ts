import type { TreeObject, TreeValue } from "../answer/tree";
import type { Reader, Shape, ShapeField } from "./shape";
import { isObject, valueAt } from "./tree-values";

/** Objects of one shape that are looked at before it is given up to look for others like them, where there are few. */
const TRIED = 64;

/** Objects of one place of a selection, by the value that tells them apart best. */
interface Known {
  readonly byValue: Map<unknown, TreeObject>;
  looked: number;
  found: number;
}

/**
 * Makes objects of one answer that are equal in all that was asked, and stand at the same place of its selection, one
 * object. Answers fold back on themselves: who wrote about a project stands at each of its notes. What is merged, walked
 * and written from then on is done once for each of them.
 */
export class AlikeObjects {
  readonly #known = new Map<Shape, Known>();
  readonly #repeated: Set<TreeObject>;

  /** @param repeated takes each object that stands at several places */
  constructor(repeated: Set<TreeObject>) {
    this.#repeated = repeated;
  }

  /** Below an object that is exactly what its shape asks. */
  shareBelow(object: TreeObject, { nested }: Shape): void {
    for (let index = 0; index < nested.length; index++) {
      const field = nested[index];
      if (field !== undefined) this.#shareField(object, field);
    }
  }

  #shareField(object: TreeObject, { name, reader }: ShapeField): void {
    const value = object[name];
    if (Array.isArray(value)) this.#shareItems(value, reader.item);
    else if (isObject(value)) {
      const one = this.#oneOf(value, reader);
      if (one !== value) object[name] = one;
    }
  }

  #shareItems(items: TreeValue[], item: Reader | null): void {
    if (item === null) return;
    for (let index = 0; index < items.length; index++) {
      const value = items[index];
      if (Array.isArray(value)) this.#shareItems(value, item.item);
      else if (isObject(value)) {
        const one = this.#oneOf(value, item);
        if (one !== value) items[index] = one;
      }
    }
  }

  #oneOf(object: TreeObject, { shapes }: Reader): TreeObject {
    const shape = shapes?.of(valueAt(object, "__typename")) ?? null;
    if (shape === null) return object;
    this.shareBelow(object, shape);
    return shape.telling === null ? object : this.#first(object, shape, shape.telling);
  }

  #first(object: TreeObject, shape: Shape, telling: string): TreeObject {
    const known = this.#knownOf(shape);
    if (known.looked > TRIED && known.found * 4 < known.looked) return object;
    known.looked++;
    const value = object[telling];
    const first = known.byValue.get(value);
    if (first === undefined) known.byValue.set(value, object);
    if (first === undefined || !areAlike(first, object, shape.names)) return object;
    known.found++;
    this.#repeated.add(first);
    return first;
  }

  #knownOf(shape: Shape): Known {
    const known = this.#known.get(shape);
    if (known !== undefined) return known;
    const made = { byValue: new Map<unknown, TreeObject>(), looked: 0, found: 0 };
    this.#known.set(shape, made);
    return made;
  }
}

function areAlike(one: TreeObject, other: TreeObject, names: readonly string[]): boolean {
  for (let index = 0; index < names.length; index++) {
    const name = names[index] ?? "";
    if (!isAlike(one[name], other[name])) return false;
  }
  return true;
}

/** Objects below are alike where they are one already. */
function isAlike(one: TreeValue | undefined, other: TreeValue | undefined): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (!isAlike(one[index], other[index])) return false;
  return true;
}
