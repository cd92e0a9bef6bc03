import { readFile } from "node:fs/promises";
import { join } from "node:path";

const EXTRACT = "A selected extract, not the publishers' complete data";
const LONGEST = 600;

/**
 * What must be said wherever the figures of a folder's files are shown. A `CAVEAT.txt` in the folder says it in its own
 * words; a `PROVENANCE.md` in the folder or above it means that someone selected the files.
 */
export async function findCaveat(folder: string): Promise<string | null> {
  const own = await textOf(join(folder, "CAVEAT.txt"));
  if (own !== null && own.trim() !== "") return own.trim().slice(0, LONGEST);
  const provenance = (await textOf(join(folder, "PROVENANCE.md"))) ?? (await textOf(join(folder, "..", "PROVENANCE.md")));
  if (provenance === null) return null;
  const sentence = /^.*\b(?:selection|extract)\b.*$/im.exec(provenance)?.[0]?.replace(/[#*`]/g, "").trim() ?? "";
  return `${EXTRACT}: see PROVENANCE.md beside the files.${sentence === "" ? "" : ` ${sentence}`}`.slice(0, LONGEST);
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch {
    // A folder needs no such file.
    return null;
  }
}
