import { quoted } from "./json-text";
import type { TreeValue } from "./tree";
import type { TreeWalk } from "./tree-walk";
import { ValuePlan } from "./value-plan";
import { WrittenJson } from "./written-json";

/** String and ID. */
export class TextPlan extends ValuePlan {
  override readonly anyString = true;

  write(walk: TreeWalk, value: TreeValue, depth: number): boolean {
    if (typeof value !== "string") return this.none(walk, value, depth);
    walk.text += walk.plain ? `"${value}"` : quoted(value);
    return true;
  }
}

/** Int and Float. */
export class NumberPlan extends ValuePlan {
  write(walk: TreeWalk, value: TreeValue, depth: number): boolean {
    // JSON has no way to write the others, and would make them null without a word.
    if (typeof value !== "number" || !Number.isFinite(value)) return this.none(walk, value, depth);
    walk.text += value;
    return true;
  }
}

/** Boolean. */
export class BooleanPlan extends ValuePlan {
  write(walk: TreeWalk, value: TreeValue, depth: number): boolean {
    if (typeof value !== "boolean") return this.none(walk, value, depth);
    walk.text += value ? "true" : "false";
    return true;
  }
}

/** An enum: its public values, since a subgraph may know some that aren't. */
export class EnumPlan extends ValuePlan {
  readonly #values: ReadonlySet<unknown>;

  constructor(coordinate: string, nonNull: boolean, values: readonly { readonly name: string }[]) {
    super(coordinate, nonNull);
    this.#values = new Set(values.map(({ name }) => name));
  }

  write(walk: TreeWalk, value: TreeValue, depth: number): boolean {
    if (!this.#values.has(value)) return this.none(walk, value, depth);
    walk.text += `"${value}"`;
    return true;
  }
}

/** A custom scalar, or what introspection gave: whatever JSON can say, as it stands. */
export class ScalarPlan extends ValuePlan {
  override readonly anyString = true;

  write(walk: TreeWalk, value: TreeValue, depth: number): boolean {
    const text = value === null ? undefined : jsonText(value);
    if (text === undefined) return this.none(walk, value, depth);
    walk.text += text;
    return true;
  }
}

/** Undefined for what JSON can't say: a subgraph in this process may hand over more than JSON. */
function jsonText(value: TreeValue): string | undefined {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number" && !Number.isFinite(value)) return undefined;
  if (value instanceof WrittenJson) return value.text;
  try {
    return JSON.stringify(value);
  } catch {
    // A bigint or a circle: told as a value of the wrong kind, at its place.
    return undefined;
  }
}
