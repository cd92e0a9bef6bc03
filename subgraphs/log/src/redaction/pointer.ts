const ERASED = "[redacted]";

/** The value at a JSON pointer (RFC 6901); undefined where there is none. */
export function valueAt(record: unknown, pointer: string): unknown {
  return stepsOf(pointer).reduce<unknown>((value, step) => {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) return undefined;
    return (value as Record<string, unknown>)[step];
  }, record);
}

/** Every place in a record with the value that stands there, the outer ones first. */
export function* placesIn(value: unknown, pointer = ""): Generator<readonly [pointer: string, value: unknown]> {
  if (pointer !== "") yield [pointer, value];
  if (value === null || typeof value !== "object") return;
  for (const [step, inner] of Object.entries(value))
    yield* placesIn(inner, `${pointer}/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`);
}

/** The record without the value: a text gives way to a note that something stood there, anything else is taken out. */
export function without<T>(record: T, pointer: string): T {
  return erase(record, stepsOf(pointer)) as T;
}

function erase(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined || value === null || typeof value !== "object" || !Object.hasOwn(value, step)) return value;
  const inner = (value as Record<string, unknown>)[step];
  const goes = rest.length === 0 && typeof inner !== "string";
  if (Array.isArray(value)) {
    const items = value as readonly unknown[];
    return goes
      ? items.filter((_, index) => String(index) !== step)
      : items.map((item, index) => (String(index) === step ? next(item, rest) : item));
  }
  const { [step]: _, ...others } = value as Record<string, unknown>;
  return goes ? others : { ...(value as object), [step]: next(inner, rest) };
}

const next = (value: unknown, rest: readonly string[]): unknown => (rest.length === 0 ? ERASED : erase(value, rest));

function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
