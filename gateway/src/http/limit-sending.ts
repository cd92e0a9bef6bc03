import type { ServerResponse } from "node:http";

/** Closes a connection whose client hasn't taken the whole answer in time: what waits for it takes up room. */
export function limitSending(response: ServerResponse, milliseconds: number): void {
  const late = setTimeout(() => response.destroy(), milliseconds);
  response.once("close", () => clearTimeout(late));
}
