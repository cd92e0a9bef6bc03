import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type OutsideLimits, requestOutside } from "@actionline/kit/egress/outside-request";

/** What tells a file that hasn't changed from one that has. */
export interface FileVersion {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface FetchedFile {
  /** Where it lies until it is let go. */
  readonly path: string;
  readonly version: FileVersion;
  release(): Promise<void>;
}

/** A file may be larger than a page, and take longer. */
export const FILE_LIMITS = { timeoutMs: 600_000, mostBytes: 500_000_000 } as const;

const LONGEST_HEADER = 500;

/**
 * Fetches a file to this machine, streamed and never whole in memory; null where it is as it was when `known` was noted.
 *
 * @throws OutsideFault
 */
export async function fetchFile(url: URL, known: FileVersion | null, limits: OutsideLimits): Promise<FetchedFile | null> {
  const answer = await requestOutside({ url, method: "GET", headers: conditionsOf(known) }, limits);
  if (answer.status === 304 && known !== null) {
    for await (const _ of answer.body);
    return null;
  }
  const folder = await mkdtemp(join(tmpdir(), "actionline-fetched-"));
  const release = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    // What it is called says whether it is packed, and nothing else; the host's own words stay out of paths.
    const path = join(folder, /\.gz$/i.test(basename(url.pathname)) ? "file.gz" : "file");
    await pipeline(Readable.from(answer.body), createWriteStream(path, { mode: 0o600 }));
    return { path, version: versionOf(answer.headers), release };
  } catch (error) {
    await release();
    throw error;
  }
}

function conditionsOf(known: FileVersion | null): Record<string, string> {
  return {
    ...(known?.etag != null && { "if-none-match": known.etag }),
    ...(known?.lastModified != null && { "if-modified-since": known.lastModified }),
  };
}

function versionOf({ etag, "last-modified": lastModified }: Readonly<Record<string, string>>): FileVersion {
  const fit = (value: string | undefined): string | null => (value !== undefined && value.length <= LONGEST_HEADER ? value : null);
  return { etag: fit(etag), lastModified: fit(lastModified) };
}
