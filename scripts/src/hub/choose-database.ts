import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { basename } from "node:path";
import type { Space } from "@actionline/schema/entry-kind";

/** Which database a hub works in. Invented and real records never share one. */
export interface ChosenDatabase {
  readonly name: string;
  readonly space: Space;
  /** The data folder by its real path; null for the demonstration. */
  readonly folder: string | null;
}

/**
 * The demonstration's database, or that of a data folder: named after the folder, so that each has its own.
 *
 * @param sandbox whether the folder's records are only on trial: they then have a database beside the public one
 */
export async function chooseDatabase(data: string | undefined, sandbox = false): Promise<ChosenDatabase> {
  if (data === undefined && sandbox) throw new Error("--sandbox tries out a folder's files: name the folder by --data.");
  if (data === undefined) return { name: "actionline_demonstration", space: "DEMONSTRATION", folder: null };
  const folder = await realpath(data).catch(() => {
    throw new Error(`The data folder ${data} doesn't exist: give the path of a folder with .xml, .jsonl, .csv or .json files.`);
  });
  const words = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .slice(0, 20);
  const mark = createHash("sha256").update(folder).digest("hex").slice(0, 8);
  if (sandbox) return { name: `actionline_sandbox_${words}_${mark}`, space: "SANDBOX", folder };
  return { name: `actionline_${words}_${mark}`, space: "PUBLIC", folder };
}
