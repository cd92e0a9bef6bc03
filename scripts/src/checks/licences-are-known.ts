import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Check, Finding } from "./check";

/** Licences that let anyone run, change and pass on a library without asking. */
const PERMISSIVE = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "PSF-2.0",
  "Python-2.0",
  "Unicode-3.0",
  "Zlib",
];

/** Other licences, each for the packages that the README or a decision record speaks of. */
const KNOWN_OTHERS: Readonly<Record<string, readonly string[]>> = {
  "Elastic-2.0": [
    "@apollo/composition",
    "@apollo/federation-internals",
    "@apollo/gateway",
    "@apollo/query-graphs",
    "@apollo/query-planner",
  ],
  // Data about browsers that jest's compiler reads while it tests; the hub neither holds nor serves it.
  "CC-BY-4.0": ["caniuse-lite"],
};

interface LockedPackage {
  readonly license?: string;
  readonly link?: boolean;
}

/** The licence of each library that is installed is known, and one that asks for something is named. */
export const licencesAreKnown: Check = {
  name: "licences are known",
  async find(root) {
    const { packages } = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as { packages: Record<string, LockedPackage> };
    return Object.entries(packages).flatMap(([place, { license, link }]): Finding[] => {
      const name = place.split("node_modules/").at(-1) ?? place;
      if (link === true || !place.includes("node_modules/") || isKnown(name, license)) return [];
      return [
        {
          place: name,
          message: `its licence is ${license ?? "not stated"}: read it, then list it in licences-are-known.ts or drop the package.`,
        },
      ];
    });
  },
};

/** Whether a package's licence needs no further reading. */
export function isKnown(name: string, license: string | undefined): boolean {
  if (license === undefined) return false;
  const names = license.replaceAll(/[()]/g, "").split(/ (?:AND|OR) /);
  return names.every((each) => PERMISSIVE.includes(each)) || (KNOWN_OTHERS[license]?.includes(name) ?? false);
}
