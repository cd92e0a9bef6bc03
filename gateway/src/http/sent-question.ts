import { hubError } from "@actionline/kit/hub-error";

type Values = Readonly<Record<string, unknown>>;

/** A question as it was sent: its document, or what names one, and what goes with it. */
export interface SentQuestion {
  readonly query: string | null;
  /** What names a document that the hub holds. */
  readonly documentId: string | null;
  readonly operationName: string | null;
  readonly variables: Values | null;
  readonly extensions: Values | null;
}

/** Reads the parameters of a body; refuses those of another kind than GraphQL over HTTP says. */
export function questionOfBody(body: unknown): SentQuestion {
  if (!isValues(body)) throw hubError("BAD_REQUEST", 'Send one object as the body: {"query": "…", "variables": {…}}.');
  return {
    query: textOf(body, "query"),
    documentId: textOf(body, "documentId") ?? textOf(body, "id"),
    operationName: textOf(body, "operationName"),
    variables: valuesOf(body, "variables"),
    extensions: valuesOf(body, "extensions"),
  };
}

/** Reads the parameters of an address. */
export function questionOfSearch(search: string): SentQuestion {
  const parameters = new URLSearchParams(search);
  const once = (name: string): string | null => {
    if (parameters.getAll(name).length > 1) throw hubError("BAD_REQUEST", `The address names "${name}" twice; name it once.`);
    return parameters.get(name) || null;
  };
  return {
    query: once("query"),
    documentId: once("documentId") ?? once("id"),
    operationName: once("operationName"),
    variables: parsedValues(once("variables"), "variables"),
    extensions: parsedValues(once("extensions"), "extensions"),
  };
}

function textOf(body: Values, name: string): string | null {
  const value = own(body, name);
  if (value === null) return null;
  if (typeof value !== "string") throw hubError("BAD_REQUEST", `"${name}" has to be a text.`);
  return value === "" && name !== "query" ? null : value;
}

function valuesOf(body: Values, name: string): Values | null {
  const value = own(body, name);
  if (value === null || isValues(value)) return value;
  throw hubError("BAD_REQUEST", `"${name}" has to be an object.`);
}

function own(body: Values, name: string): unknown {
  return Object.hasOwn(body, name) ? (body[name] ?? null) : null;
}

function parsedValues(text: string | null, name: string): Values | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || isValues(value)) return value;
  } catch {
    // Told below, as what is JSON and no object is.
  }
  throw hubError("BAD_REQUEST", `"${name}" in the address has to be an object as JSON.`);
}

function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
