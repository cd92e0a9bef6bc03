import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buildSupergraph } from "./build-supergraph";
import { contractTypes } from "./contract-types";

/** Every generated file, by its path from the root: made in memory, compared or written by name. */
export async function generatedFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const { subgraphs, supergraph, api } = await buildSupergraph();
  return new Map([
    ...subgraphs.map(({ name, sdl }) => [`schema/subgraphs/${name}.graphql`, `${sdl.trimEnd()}\n`] as const),
    ["schema/supergraph.graphql", supergraph] as const,
    ["schema/api.graphql", api] as const,
    ["schema/src/contract/records.ts", await contractTypes(root)] as const,
  ]);
}

export interface StaleFile {
  readonly file: string;
  readonly missing: boolean;
}

/** Generated files that are missing or differ from what the sources make today. */
export async function staleFiles(root: string): Promise<StaleFile[]> {
  const stale: StaleFile[] = [];
  for (const [file, wanted] of await generatedFiles(root)) {
    const found = await readFile(join(root, file), "utf8").catch(() => null);
    if (found !== wanted) stale.push({ file, missing: found === null });
  }
  return stale;
}

/** Writes those that differ; tells which. */
export async function writeGeneratedFiles(root: string): Promise<string[]> {
  const stale = await staleFiles(root);
  const wanted = await generatedFiles(root);
  for (const { file } of stale) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), wanted.get(file) ?? "");
  }
  return stale.map(({ file }) => file);
}
