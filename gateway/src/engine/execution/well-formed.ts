declare global {
  interface String {
    /** Of ECMAScript 2024; Node has had it since 20. */
    isWellFormed(): boolean;
  }
}

/**
 * Whether a text holds no half of a surrogate pair. JSON can write one, and strict readers refuse the whole answer for
 * it: one source could make everybody's unreadable.
 */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value.isWellFormed();
}
