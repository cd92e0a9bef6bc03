import { readFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { join } from "node:path";
import type { Check, Finding } from "./check";
import { type Package, packagesOf, sourceFiles } from "./packages";

/** What each package may import of ours. Everything may import the schema, and the schema imports nothing. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  kit: ["schema"],
  log: ["schema", "kit"],
  plan: ["schema", "kit", "log"],
  stakeholders: ["schema", "kit", "log"],
  teams: ["schema", "kit", "log"],
  matching: ["schema", "kit", "log"],
  stocktaking: ["schema", "kit", "log", "matching"],
  // Findings are drafted from what the index of stocktaking answers.
  findings: ["schema", "kit", "log", "matching", "stocktaking"],
  notices: ["schema", "kit", "log"],
  budgets: ["schema", "kit", "log"],
  mirror: ["schema", "kit", "log"],
  registry: ["schema", "kit", "log"],
  agencies: ["schema", "kit", "log", "mirror"],
  gateway: ["schema", "kit", "log", "mirror", "registry"],
};

const IMPORT =
  /(?:^|[\s;])(?:import|export)\s[^"';]*?from\s*"([^"]+)"|(?:^|[\s;])import\s*"([^"]+)"|\b(?:import|require)\(\s*"([^"]+)"\s*\)/g;

/** Test tools stand in the root's devDependencies; nothing that runs may lean on them. */
const OF_TESTS = /\.test\.ts$|\/testing\/|^test\//;

export const importsPointDown: Check = {
  name: "imports point down, and are declared",
  async find(root) {
    const findings: Finding[] = [];
    for (const owner of await packagesOf(root)) {
      for (const file of await sourceFiles(root, owner)) {
        const text = await readFile(join(root, file), "utf8");
        for (const specifier of importsOf(text)) {
          const message = complaint(owner, specifier, OF_TESTS.test(file));
          if (message !== null) findings.push({ place: file, message });
        }
      }
    }
    return findings;
  },
};

/** Every module that the text imports, by its package's name or path. */
export function importsOf(text: string): string[] {
  return [...text.matchAll(IMPORT)].map(([, from, bare, called]) => from ?? bare ?? called ?? "").filter((specifier) => specifier !== "");
}

function complaint(owner: Package, specifier: string, ofTests: boolean): string | null {
  if (specifier.startsWith(".") || specifier.startsWith("node:")) return null;
  if (builtinModules.includes(specifier)) return `write "node:${specifier}"`;
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (name === owner.name) return null;
  const declared = name in owner.dependencies || (ofTests && name in owner.devDependencies);
  if (!declared) return `imports ${name}, which ${owner.folder}/package.json doesn't declare`;
  const ours = name.startsWith("@actionline/") ? name.slice("@actionline/".length) : null;
  const allowed = MAY_IMPORT[owner.name.slice("@actionline/".length)];
  return ours === null || allowed === undefined || allowed.includes(ours) ? null : `imports ${name}, and imports point the other way`;
}
