import type { ServerResponse } from "node:http";
import type { ReplyInParts, WholeReply } from "../answering/reply";
import type { PartsFormat } from "./accept";
import { PLAIN_HEADERS } from "./plain-headers";
import { partTexts } from "./write-parts";
import { writeText } from "./write-text";

/** Sends an answer as parts of one response, each as soon as it is ready. */
export async function sendInParts(response: ServerResponse, reply: ReplyInParts, format: PartsFormat | null): Promise<void> {
  if (format === null) throw new Error("an answer in parts was made for somebody who takes none");
  response.writeHead(200, { ...PLAIN_HEADERS, "Content-Type": `multipart/mixed; boundary="-"; ${format}`, "Cache-Control": "no-cache" });
  response.write("\r\n---\r\n");
  for await (const { text, last } of partTexts(reply, format)) {
    const part = `Content-Type: application/json; charset=utf-8\r\n\r\n${text}\r\n---${last ? "--" : ""}\r\n`;
    if (!(await writeText(response, part))) return;
  }
  response.end();
}

/** A whole answer for whoever takes none but in parts. */
export function onlyPart(reply: WholeReply): ReplyInParts {
  return { kind: "parts", first: { ...reply, extensions: null }, parts: none(), closing: () => reply.extensions };
}

async function* none(): AsyncGenerator<never, void, void> {}
