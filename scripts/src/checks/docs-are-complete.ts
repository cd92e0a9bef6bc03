import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ERROR_CODES } from "@actionline/schema/error-code";
import { VERBS } from "../verbs";
import type { Check, Finding } from "./check";
import { packagesOf, sourceFiles } from "./packages";
import { undescribed } from "./undescribed";

/** Where a reader looks: the front page, and the pages that it leads to. */
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "schema/README.md",
  "schema/operations/README.md",
  "gateway/README.md",
  "subgraphs/agencies/README.md",
  "subgraphs/findings/README.md",
];

const ENVIRONMENT = /(?:process\.env|environment)(?:\.|\[")([A-Z][A-Z0-9_]{2,})/g;

/** Names that belong to the system, to npm or to tools that we silence. */
const OF_OTHERS = new Set(["APOLLO_TELEMETRY_DISABLED", "PATH", "HOME", "XDG_CACHE_HOME", "NODE_OPTIONS", "CI", "NODE_ENV"]);

export const docsAreComplete: Check = {
  name: "what users meet is documented",
  async find(root) {
    const text = (await Promise.all(PAGES.map((page) => readFile(join(root, page), "utf8").catch(() => "")))).join("\n");
    const unmentioned = (kind: string, names: readonly string[]): Finding[] =>
      names.filter((name) => !mentions(text, name)).map((name) => ({ place: "README.md", message: `doesn't mention the ${kind} ${name}` }));
    return [
      ...VERBS.filter((verb) => !text.includes(`\`${verb}\``)).map((verb) => ({
        place: "README.md",
        message: `doesn't list the command's verb ${verb}`,
      })),
      ...unmentioned("error code", Object.keys(ERROR_CODES)),
      ...unmentioned("environment variable", await environmentVariables(root)),
      ...unmentioned("operation", await operations(root)),
      ...undescribed(await readFile(join(root, "schema/api.graphql"), "utf8")).map((message) => ({ place: "schema/api.graphql", message })),
    ];
  },
};

/** A name counts where it stands as a word of its own. */
export function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w-])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w])`).test(text);
}

async function environmentVariables(root: string): Promise<string[]> {
  const found = new Set<string>();
  for (const owner of await packagesOf(root)) {
    for (const file of await sourceFiles(root, owner)) {
      if (file.endsWith(".test.ts") || file.includes("/testing/") || file.startsWith("test/support/")) continue;
      for (const [, name = ""] of (await readFile(join(root, file), "utf8")).matchAll(ENVIRONMENT)) found.add(name);
    }
  }
  return [...found].filter((name) => !OF_OTHERS.has(name)).sort();
}

async function operations(root: string): Promise<string[]> {
  const names = await readdir(join(root, "schema/operations"));
  return names.filter((name) => name.endsWith(".graphql")).sort();
}
