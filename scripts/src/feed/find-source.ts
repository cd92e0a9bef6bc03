import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type FileSource, readFileSources } from "@actionline/agencies/feed/file-sources";
import { loadReference } from "@actionline/schema/reference/load-reference";

/** A source and the folder whose hub it belongs to. */
export interface FoundSource {
  readonly folder: string;
  readonly found: FileSource;
}

/** The source that a person names: by its file, or by its id within a data folder. */
export async function findSource(named: string, data: string | undefined, caveat: string | null): Promise<FoundSource> {
  const file = resolve(named);
  const isFile = await stat(file).then(
    (entry) => entry.isFile(),
    () => false,
  );
  if (!isFile && data === undefined) {
    throw new Error(`There is no file ${named}. To name a source by its id, say which folder it is in: --data <folder>.`);
  }
  const folder = isFile ? dirname(file) : resolve(data ?? ".");
  const sources = await readFileSources(folder, { organizations: loadReference().organizations, caveat });
  const found = sources.find(({ source, input }) => (isFile ? "file" in input && resolve(input.file) === file : source.id === named));
  if (found !== undefined) return { folder, found };
  const known = sources.map(({ source }) => source.id).join(", ");
  throw new Error(
    isFile
      ? `${named} doesn't end in .xml, .jsonl, .csv or .json, or one of them with .gz.`
      : `There is no source "${named}" in ${folder}; there are: ${known}.`,
  );
}
