import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Demonstration } from "./demonstration";

/**
 * Writes the set for a person to look at and for `actionline feed` to replay: a JSON Lines file for each source, one
 * change a line, and `truth.json` beside them. Returns the files written.
 */
export async function writeDemonstration(demonstration: Demonstration, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files = demonstration.feeds.map(({ source, changes, faults }) => ({
    path: join(folder, `${source.replace("/", "-")}.jsonl`),
    text: [...changes, ...faults].map((change) => `${JSON.stringify(change)}\n`).join(""),
  }));
  files.push({ path: join(folder, "truth.json"), text: `${JSON.stringify(demonstration.truth, null, 2)}\n` });
  await Promise.all(files.map(({ path, text }) => writeFile(path, text)));
  return files.map(({ path }) => path);
}
