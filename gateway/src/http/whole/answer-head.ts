import { STATUS_CODES, validateHeaderName, validateHeaderValue } from "node:http";
import type { HeaderList } from "../outlet";

/** The head of an answer as Node writes it; `keepAlive` is the field beside the connection's, null where it is closed. */
export function answerHead(status: number, headers: HeaderList, keepAlive: string | null): string {
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "unknown"}\r\n`;
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? "";
    const value = headers[at + 1] ?? "";
    validateHeaderName(name);
    validateHeaderValue(name, value);
    head += `${name}: ${value}\r\n`;
  }
  const connection = keepAlive === null ? "Connection: close" : `Connection: keep-alive\r\nKeep-Alive: ${keepAlive}`;
  return `${head}Date: ${dateOfNow()}\r\n${connection}\r\n\r\n`;
}

let second = 0;
let date = "";

/** The date of the moment, written once a second. */
function dateOfNow(): string {
  const now = Math.trunc(Date.now() / 1_000);
  if (now !== second) {
    second = now;
    date = new Date(now * 1_000).toUTCString();
  }
  return date;
}
