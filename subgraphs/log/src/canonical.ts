import { hash } from "node:crypto";

/**
 * JSON text with keys in code-unit order and no `undefined`, so that equal content has equal text whatever built it
 * (RFC 8785 for what records hold: strings, finite numbers, booleans, nulls, lists and objects).
 */
export function canonicalText(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  const fields = value as Record<string, unknown>;
  const parts = Object.keys(fields)
    .filter((key) => fields[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalText(fields[key])}`);
  return `{${parts.join(",")}}`;
}

/** SHA-256 of the canonical text, hexadecimal. */
export function contentHash(value: unknown): string {
  return textHash(canonicalText(value));
}

/** SHA-256 of a text that is canonical already, hexadecimal. */
export function textHash(text: string): string {
  return hash("sha256", text, "hex");
}
