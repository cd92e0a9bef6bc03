import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Writes text to the terminal as fast as it takes it; ends quietly where its reader has gone, as `head` does. */
export async function print(parts: AsyncIterable<string>): Promise<void> {
  await pipeline(Readable.from(parts), process.stdout, { end: false }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  });
}
