import type { NamedStep } from "./fault-places";
import { NEEDS_ESCAPE } from "./json-text";
import type { PutOffFragment } from "./put-off-fragment";
import { type TreeObject, type TreeValue, valueAt } from "./tree";
import type { TreeWalk } from "./tree-walk";
import type { ValuePlan } from "./value-plan";

/** One field of an object of one type. */
export class FieldPlan implements NamedStep {
  readonly key: string;
  readonly responseName: string;
  /** Null where the text is always the same, which `before` then holds: `__typename`. */
  readonly value: ValuePlan | null;
  readonly anyString: boolean;
  /** What stands before the value: `,"name":`, with a brace in place of the comma at the first. */
  readonly before: After;
  readonly beforeString: After;
  /** The whole of it where the value is null, if it may be. */
  readonly whenNull: After | null;

  constructor(names: NamedStep, before: string, value: ValuePlan | null) {
    this.key = names.key;
    this.responseName = names.responseName;
    this.value = value;
    this.anyString = value?.anyString ?? false;
    this.before = after(before);
    this.beforeString = after(`${before}"`);
    this.whenNull = value === null || value.nonNull ? null : after(`${before}null`);
  }
}

/** A text after what is closed, and after a string whose closing mark is still to be written. */
type After = readonly [closed: string, open: string];

const [CLOSED, OPEN] = [0, 1] as const;

const after = (text: string): After => [text, `"${text}`];

const END = after("}");

/** What is written of an object of one type. */
export class ObjectPlan {
  readonly #fields: readonly FieldPlan[];
  readonly #putOff: readonly PutOffFragment[];

  constructor(fields: readonly FieldPlan[], putOff: readonly PutOffFragment[]) {
    this.#fields = fields;
    this.#putOff = putOff;
  }

  /** False where a field that can't be null was lost. */
  write(walk: TreeWalk, object: TreeObject, depth: number): boolean {
    // Kept apart from the walk's while strings alone are added: they are most of an answer.
    let { text } = walk;
    // A string's closing mark goes with what follows, since each piece of a text costs as much as a long one.
    let end: typeof CLOSED | typeof OPEN = CLOSED;
    const { plain } = walk;
    for (const field of this.#fields) {
      const value = object[field.key];
      if (field.anyString && typeof value === "string") {
        const isPlain = plain || !NEEDS_ESCAPE.test(value);
        text += isPlain ? field.beforeString[end] : field.before[end];
        text += isPlain ? value : JSON.stringify(value);
        end = isPlain ? OPEN : CLOSED;
        continue;
      }
      if (field.value === null) {
        text += field.before[end];
      } else if (value === null && field.whenNull !== null) {
        text += field.whenNull[end];
      } else {
        walk.steps[depth] = field;
        walk.text = text + field.before[end];
        // What an object has from its prototype nobody answered.
        const own = typeof value === "function" ? undefined : value;
        if (!this.#writeValue(field.value, own, walk, object, depth)) return false;
        text = walk.text;
      }
      end = CLOSED;
    }
    walk.text = this.#fields.length === 0 ? `${text}{}` : text + END[end];
    for (const fragment of this.#putOff) walk.putOff.push(fragment.at(walk, object, depth));
    return true;
  }

  #writeValue(plan: ValuePlan, value: TreeValue | undefined, walk: TreeWalk, object: TreeObject, depth: number): boolean {
    if ((value === undefined || value === null) && plan.nonNull && this.#isLostAnyway(walk, object, depth)) return false;
    return value === undefined ? plan.unanswered(walk, depth + 1) : plan.write(walk, value, depth + 1);
  }

  /** Whether a fault at a field that can't be null takes the object away. */
  #isLostAnyway(walk: TreeWalk, object: TreeObject, depth: number): boolean {
    const faulty = walk.faultyNames(depth);
    if (faulty.size === 0) return false;
    return this.#fields.some(({ key, value }) => faulty.has(key) && value?.nonNull === true && (valueAt(object, key) ?? null) === null);
  }
}
