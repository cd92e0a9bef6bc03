import type { ServerResponse } from "node:http";

/** What every answer carries, whatever it is: nothing of the hub is run, framed or guessed at by a page of another site. */
export const PLAIN_HEADERS = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
} as const;

const ENTRIES = Object.entries(PLAIN_HEADERS);

export function setPlainHeaders(response: ServerResponse): void {
  for (const [name, value] of ENTRIES) response.setHeader(name, value);
}
