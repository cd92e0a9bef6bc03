import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const EXAMPLE = join(__dirname, "../../subgraphs/agencies/examples/python");
const MINUTES = 60_000;

/** The command that runs the example in Python: an interpreter with what the example needs, made once for its requirements. */
export async function pythonOfExample(): Promise<readonly [string, ...string[]]> {
  const requirements = await readFile(join(EXAMPLE, "requirements.txt"), "utf8");
  const home = process.env.ACTIONLINE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "actionline");
  const folder = join(home, `python-${createHash("sha256").update(requirements).digest("hex").slice(0, 12)}`);
  if (!(await isThere(folder))) await makeEnvironment(folder);
  return [join(folder, "bin/python"), join(EXAMPLE, "serve.py")];
}

/** Whether this machine has a Python that the example runs on. */
export function hasPython(): boolean {
  const checks = "import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 10) else 1)";
  return spawnSync("python3", ["-c", checks]).status === 0;
}

/** Whole or not at all: one that was cut short isn't taken for done. Environments may be moved: only the interpreter is used. */
async function makeEnvironment(folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(join(folder, ".."), { recursive: true });
  try {
    await run("python3", ["-m", "venv", unfinished], { timeout: 5 * MINUTES });
    const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", join(EXAMPLE, "requirements.txt")];
    await run(join(unfinished, "bin/python"), install, { timeout: 10 * MINUTES });
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
