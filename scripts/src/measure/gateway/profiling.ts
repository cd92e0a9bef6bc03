import { join } from "node:path";

/** The folder that profiles are written to; none where none are asked. Set by `bench --cpu-prof`. */
const FOLDER = "ACTIONLINE_CPU_PROFILES";

export function profileInto(folder: string): void {
  process.env[FOLDER] = folder;
}

/** What a process is run with so that it writes a profile of its processor time; nothing where none is asked. */
export function profiling(name: string): readonly string[] {
  const folder = process.env[FOLDER];
  return folder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${join(folder, name)}`];
}
