import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Check } from "./check";

/** A clone installs from whichever registry its own npm is set to: an address in the lock file would bind it to another. */
export const lockFileNamesNoHost: Check = {
  name: "the lock file names no download address",
  async find(root) {
    const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
      packages: Record<string, { resolved?: string }>;
    };
    return Object.entries(lock.packages)
      .filter(([, { resolved }]) => resolved?.includes("://"))
      .map(([place]) => ({
        place: `package-lock.json ${place}`,
        message: 'has a download address: keep "omit-lockfile-registry-resolved=true" in .npmrc and install again',
      }));
  },
};
