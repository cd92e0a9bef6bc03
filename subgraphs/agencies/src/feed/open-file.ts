import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import type { FeedError } from "./feed-item";
import { RESOLUTION_VERSION } from "./known-organizations";

const CHUNK = 64 * 1024;

/** The bytes of a file, unpacked where its name ends in `.gz`; `onBytes` hears how far the file itself was read. */
export async function* readBytes(path: string, onBytes: (bytes: number) => void = () => undefined): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: CHUNK });
  // The callback is where pipeline wants to tell of an error; who reads the last stream hears the same one.
  const bytes = path.endsWith(".gz") ? pipeline(file, createGunzip({ chunkSize: CHUNK }), () => undefined) : file;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    onBytes(file.bytesRead);
    yield chunk;
  }
}

/** Changes when the file's content may have: its size and when and where it was last written. */
export async function fileFingerprint(path: string, rules: string): Promise<{ fingerprint: string | null; bytes: number | null }> {
  try {
    const { size, mtimeMs, ino } = await stat(path);
    return { fingerprint: `${rules} organizations ${RESOLUTION_VERSION} ${basename(path)} ${size} ${mtimeMs} ${ino}`, bytes: size };
  } catch {
    // A file that can't even be looked at is reported by the read that follows, with its reason.
    return { fingerprint: null, bytes: null };
  }
}

const FILE_FAULTS: Readonly<Record<string, (name: string) => FeedError>> = {
  ENOENT: (name) => ({ code: "FILE_MISSING", message: `There is no file ${name}; check the folder that the source names.` }),
  EACCES: (name) => ({ code: "FILE_FORBIDDEN", message: `The hub may not read ${name}; give its user the right to.` }),
  EISDIR: (name) => ({ code: "FILE_MISSING", message: `${name} is a folder; name a file.` }),
  Z_BUF_ERROR: (name) => ({ code: "GZIP_TRUNCATED", message: `${name} ends in the middle of its gzip data; fetch it again.` }),
  Z_DATA_ERROR: (name) => ({ code: "GZIP_BROKEN", message: `${name} isn't sound gzip data from here on; fetch it again.` }),
};

/** What went wrong with a file, in a sentence that names the file and no path. */
export function fileFault(path: string, error: unknown): FeedError {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const known = FILE_FAULTS[code];
  if (known !== undefined) return known(basename(path));
  return { code: "FILE_UNREADABLE", message: `${basename(path)} couldn't be read to its end (${code || "unknown reason"}).` };
}
