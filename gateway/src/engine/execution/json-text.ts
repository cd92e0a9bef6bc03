import { quoted } from "../answer/json-text";

/** A value as JSON text. Short strings, which keys are, need no serialiser. */
export function jsonText(value: unknown): string {
  if (typeof value === "string") return value.length < 200 ? quoted(value) : JSON.stringify(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return JSON.stringify(value);
}
