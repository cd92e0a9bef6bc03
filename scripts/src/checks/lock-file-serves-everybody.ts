import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Check, Finding } from "./check";

interface LockEntry {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A clone installs from whichever registry its npm is set to, on whichever platform it is. */
export const lockFileServesEverybody: Check = {
  name: "the lock file names no download address and leaves no platform out",
  async find(root) {
    const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as { packages: Record<string, LockEntry> };
    return [...addresses(lock.packages), ...leftOut(lock.packages)];
  },
};

function addresses(packages: Readonly<Record<string, LockEntry>>): Finding[] {
  return Object.entries(packages)
    .filter(([, { resolved }]) => resolved?.includes("://"))
    .map(([place]) => ({
      place: `package-lock.json ${place}`,
      message: 'has a download address: keep "omit-lockfile-registry-resolved=true" in .npmrc and install again',
    }));
}

/** What npm leaves out where its registry doesn't carry it makes `npm ci` refuse the file everywhere. */
export function leftOut(packages: Readonly<Record<string, LockEntry>>): Finding[] {
  return Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !(`node_modules/${name}` in packages) && !(`${place}/node_modules/${name}` in packages))
      .map((name) => ({ place: "package-lock.json", message: `leaves ${name} out: npm run lock` })),
  );
}
