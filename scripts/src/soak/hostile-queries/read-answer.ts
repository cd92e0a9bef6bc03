import type { HostileAnswer } from "./send-hostile";

/** An answer as a client puts it together, whatever form it came in. */
export interface ReadAnswer {
  readonly data?: unknown;
  readonly errors: readonly ReadError[];
}

export interface ReadError {
  readonly message?: unknown;
  readonly extensions?: { readonly code?: unknown };
}

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly ReadError[];
  readonly incremental?: readonly Told[];
}

/** Reads one JSON text, the parts of a multipart answer or the events of a stream; throws where it is none of them. */
export function readAnswer({ type, text }: HostileAnswer): ReadAnswer {
  const told = textsOf(type, text).map((each) => JSON.parse(each) as Told);
  const errors = told.flatMap(({ errors: own = [], incremental = [] }) => [...own, ...incremental.flatMap((part) => part.errors ?? [])]);
  const first = told[0];
  if (first === undefined) throw new Error("the answer holds nothing");
  return { errors, ...(first.data !== undefined && { data: first.data }) };
}

function textsOf(type: string, text: string): string[] {
  if (type.startsWith("multipart/mixed")) return partsOf(text);
  if (type.startsWith("text/event-stream")) return eventsOf(text);
  if (/^application\/(graphql-response\+)?json; charset=utf-8$/.test(type)) return [text];
  throw new Error(`the answer is ${type}`);
}

function partsOf(text: string): string[] {
  if (!text.endsWith("\r\n-----\r\n")) throw new Error("the answer in parts ends before its last");
  return text.split(/\r\n---(?:--)?\r\n/).flatMap((part) => part.split("\r\n\r\n")[1] ?? []);
}

function eventsOf(text: string): string[] {
  if (!text.endsWith("event: complete\ndata:\n\n")) throw new Error("the stream ends without being complete");
  return [...text.matchAll(/^event: next\ndata: (.*)$/gm)].map(([, data = ""]) => data);
}
