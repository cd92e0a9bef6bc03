import { type Answered, isRecord, typenameOf } from "./answered";
import type { Reader, Shape } from "./shape";
import { isText } from "./well-formed";

const MOST = 2 ** 31;

/**
 * Whether an answered value is exactly what was asked: every name and no other, each value of its kind. Then it may
 * become part of the tree as it is. Nothing is noted here, because nearly every answer is; what isn't is pruned.
 */
export function isExact(value: unknown, reader: Reader): boolean {
  if (value === null) return !reader.nonNull;
  switch (reader.kind) {
    case "STRING":
    case "ID":
      return isText(value);
    case "INT":
      return typeof value === "number" && Number.isInteger(value) && value < MOST && value >= -MOST;
    case "FLOAT":
      return typeof value === "number" && Number.isFinite(value);
    case "BOOLEAN":
      return typeof value === "boolean";
    case "ENUM":
    case "TYPENAME":
      return typeof value === "string" && reader.values !== null && reader.values.has(value);
    case "CHECKED":
      return reader.check?.(value) ?? false;
    case "ANY":
      return typeof value !== "string" || isText(value);
    case "LIST":
      return Array.isArray(value) && isExactList(value, reader.item);
    case "OBJECT":
      return isRecord(value) && isExactObject(value, reader);
  }
}

function isExactList(items: readonly unknown[], item: Reader | null): boolean {
  if (item === null) return false;
  for (let index = 0; index < items.length; index++) if (!isExact(items[index], item)) return false;
  return true;
}

function isExactObject(object: Answered, { shapes }: Reader): boolean {
  const shape = shapes?.of(typenameOf(object)) ?? null;
  return shape?.asItIs === true && hasExactly(object, shape);
}

/** Names are compared in the order that they were asked, which is the one that servers answer in; another costs a look-up each. */
export function hasExactly(object: Answered, shape: Shape): boolean {
  const { names, readers } = shape;
  let index = 0;
  for (const name in object) {
    const reader = readers[index];
    if (name !== names[index] || reader === undefined) return hasInAnyOrder(object, shape);
    if (!isExact(object[name], reader)) return false;
    index++;
  }
  return index === names.length || hasInAnyOrder(object, shape);
}

function hasInAnyOrder(object: Answered, { fields, index }: Shape): boolean {
  let missing = fields.length;
  for (const name in object) {
    const place = index.get(name);
    const field = place === undefined ? undefined : fields[place];
    if (field === undefined || !isExact(object[name], field.reader)) return false;
    missing--;
  }
  return missing === 0 || fields.every(({ name, conditional }) => conditional || Object.hasOwn(object, name));
}
