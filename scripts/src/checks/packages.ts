import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A workspace, as the checks see it. Its tests may also use the root's devDependencies. */
export interface Package {
  readonly name: string;
  readonly folder: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

/** Every workspace of the repository. */
export async function packagesOf(root: string): Promise<Package[]> {
  const shared = (await manifest(root, ".")).devDependencies ?? {};
  const subgraphs = (await readdir(join(root, "subgraphs"))).sort().map((name) => `subgraphs/${name}`);
  const folders = ["schema", ...subgraphs, "gateway", "scripts", "test"];
  return Promise.all(
    folders.map(async (folder) => {
      const { name, dependencies = {}, optionalDependencies = {}, devDependencies = {} } = await manifest(root, folder);
      return {
        name,
        folder,
        dependencies: { ...dependencies, ...optionalDependencies },
        devDependencies: { ...shared, ...devDependencies },
      };
    }),
  );
}

/** Every TypeScript file of a workspace, by its path from the root. */
export async function sourceFiles(root: string, { folder }: Pick<Package, "folder">): Promise<string[]> {
  const source = folder === "test" ? folder : `${folder}/src`;
  const names = await readdir(join(root, source), { recursive: true });
  return names
    .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
    .map((name) => `${source}/${name}`)
    .sort();
}

async function manifest(root: string, folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, folder, "package.json"), "utf8")) as Manifest;
}
