import type { Path } from "./answer";

/** A path as one text. */
export function textOf(path: Path): string {
  return path.join(".");
}

/** Whether one path leads over the place of another, or to it. */
export function startsWith(path: Path, place: Path): boolean {
  return place.every((step, depth) => step === path[depth]);
}

/** How many steps of a path lead to the first null on its way; all of them where there is none. */
export function depthOfNull(data: unknown, path: Path): number {
  let value = data;
  for (const [depth, step] of path.entries()) {
    if (value === null || typeof value !== "object") return depth;
    value = Object.hasOwn(value, step) ? (value as Record<string | number, unknown>)[step] : undefined;
  }
  return path.length;
}

/** The same, where what an object lacks was lost with others of its names: as many steps as lead to that object. */
export function depthOfLoss(data: unknown, path: Path): number {
  const depth = depthOfNull(data, path);
  const [last = ""] = path.slice(depth - 1);
  const holder = path.slice(0, depth - 1).reduce((value: unknown, step) => (value as Record<string | number, unknown>)[step], data);
  return depth > 0 && !Object.hasOwn(holder as object, last) ? depth - 1 : depth;
}

/** Whether a path without indexes leads to a value anywhere. */
export function holdsValue(data: unknown, [step, ...rest]: Path): boolean {
  if (Array.isArray(data)) return data.some((item) => holdsValue(item, step === undefined ? [] : [step, ...rest]));
  if (step === undefined || data === null || typeof data !== "object") return data !== null && data !== undefined;
  return Object.hasOwn(data, step) && holdsValue((data as Record<string | number, unknown>)[step], rest);
}

/** JSON text with the names of objects in order. */
export function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (item === null || typeof item !== "object" || Array.isArray(item)) return item;
    // As a list of pairs, for an object made anew would lose a name like __proto__.
    return { "": Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)) };
  });
}
