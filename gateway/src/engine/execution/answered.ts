/** An object of an answer, as it came. */
export type Answered = Readonly<Record<string, unknown>>;

/** Whether a value of an answer is an object. */
export function isRecord(value: unknown): value is Answered {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What an object of an answer says to be; undefined where it doesn't say. */
export function typenameOf(object: Answered): unknown {
  return object.__typename;
}

/** What an answer holds under a name of its own, never by inheritance. */
export function answeredAt(object: Answered, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
