import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { dashboard } from "@actionline/gateway/observe/dashboard";
import { openMongod } from "../mongod/open-mongod";
import { buildSupergraph } from "./build-supergraph";
import { contractTypes } from "./contract-types";
import { generatedPages } from "./generated-pages";
import { askQuestionOfReadme } from "./question-of-readme";

/** Every generated file, by its path from the root: made in memory, compared or written by name. */
async function generatedFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const mongod = await openMongod({ folder: resolve(".actionline"), uri: undefined, share: true, say: console.error });
  try {
    const { subgraphs, supergraph, api } = await buildSupergraph(mongod.uri);
    return new Map([
      ...subgraphs.map(({ name, sdl }) => [`schema/subgraphs/${name}.graphql`, `${sdl.trimEnd()}\n`] as const),
      ["schema/supergraph.graphql", supergraph] as const,
      ["schema/api.graphql", api] as const,
      ["schema/src/contract/records.ts", await contractTypes(root)] as const,
      ["gateway/dashboard.json", `${JSON.stringify(dashboard(), null, 2)}\n`] as const,
      ...(await generatedPages(root, await askQuestionOfReadme(mongod.uri, supergraph))),
    ]);
  } finally {
    await mongod.stop();
  }
}

export interface StaleFile {
  readonly file: string;
  readonly missing: boolean;
  /** What the sources make of it today. */
  readonly wanted: string;
}

/** Generated files that are missing or differ from what the sources make today. */
export async function staleFiles(root: string): Promise<StaleFile[]> {
  const stale: StaleFile[] = [];
  for (const [file, wanted] of await generatedFiles(root)) {
    const found = await readFile(join(root, file), "utf8").catch(() => null);
    if (found !== wanted) stale.push({ file, missing: found === null, wanted });
  }
  return stale;
}

/** Writes those that differ; tells which. */
export async function writeGeneratedFiles(root: string): Promise<string[]> {
  const stale = await staleFiles(root);
  for (const { file, wanted } of stale) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), wanted);
  }
  return stale.map(({ file }) => file);
}
