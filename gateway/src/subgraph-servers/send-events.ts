import type { ServerResponse } from "node:http";
import { writeText } from "../http/write-text";

/** Well within what a gateway waits for a sign of life. */
const HEARTBEAT_MS = 10_000;

/** Sends texts as server-sent events, each as soon as the gateway has room for it. */
export async function sendEvents(response: ServerResponse, texts: AsyncIterable<string>): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
  const heartbeat = setInterval(() => response.write(":\n\n"), HEARTBEAT_MS);
  try {
    for await (const text of texts) {
      if (!(await writeText(response, `event: next\ndata: ${text}\n\n`))) return;
    }
    response.end("event: complete\ndata:\n\n");
  } finally {
    clearInterval(heartbeat);
  }
}
