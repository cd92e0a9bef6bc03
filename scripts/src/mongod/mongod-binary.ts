import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import * as os from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The oldest MongoDB that the hub is tested on. */
const OLDEST = 6;

/** Where binaries that were obtained once are kept: ACTIONLINE_CACHE, else the user's cache folder. */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const own = environment.ACTIONLINE_CACHE;
  if (own !== undefined && own !== "") return own;
  const base = environment.XDG_CACHE_HOME;
  return join(base !== undefined && base !== "" ? base : join(os.homedir(), ".cache"), "actionline");
}

/** The file that a name stands for on the PATH, or null. */
export async function onPath(name: string, environment: NodeJS.ProcessEnv): Promise<string | null> {
  for (const folder of (environment.PATH ?? "").split(delimiter)) {
    if (folder === "") continue;
    const file = join(folder, name);
    if (await isExecutable(file)) return file;
  }
  return null;
}

export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Runs the binary once and tells its version; refuses, in half a sentence, one that doesn't run here or is too old. */
export async function versionOf(binary: string): Promise<string> {
  const { stdout } = await run(binary, ["--version"], { timeout: 10_000 }).catch((error: Error) => {
    throw new Error(`it doesn't run on this machine (${firstLine(error.message)})`);
  });
  const version = /db version v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined) throw new Error("it doesn't tell a version of MongoDB");
  if (Number.parseInt(version, 10) < OLDEST) throw new Error(`it is MongoDB ${version}, and the hub needs ${OLDEST}.0 or later`);
  return version;
}

export const firstLine = (text: string): string => text.split("\n").find((line) => line.trim() !== "") ?? "";
