import { mkdtemp, readdir, rm, statfs } from "node:fs/promises";
import * as os from "node:os";
import { join } from "node:path";

const GIB = 1024 ** 3;
const TMPFS = 0x01021994;
const MEMORY = "/dev/shm";
const PREFIX = "actionline-test-";
/** Two workers at once were seen to hold 330 MB; the oplog may grow to 512, and mongod has its cache beside. */
const ENOUGH = { folder: 4 * GIB, memory: 8 * GIB };

/**
 * Where the run's mongod keeps its files: in memory where there is enough of it, since every test makes more than a
 * hundred files, and a disk is waited for at each of them. The journal is written all the same.
 */
export async function makeDataFolder(): Promise<string> {
  if (!(await memoryIsEnough())) return await mkdtemp(join(os.tmpdir(), PREFIX));
  await forgetKilledRuns();
  return await mkdtemp(join(MEMORY, `${PREFIX}${process.pid}-`));
}

async function memoryIsEnough(): Promise<boolean> {
  const folder = await statfs(MEMORY).catch(() => null);
  if (folder === null || folder.type !== TMPFS) return false;
  return folder.bavail * folder.bsize >= ENOUGH.folder && process.availableMemory() >= ENOUGH.memory;
}

/** A run that was killed leaves its folder, which here would take memory until the machine starts anew. */
async function forgetKilledRuns(): Promise<void> {
  for (const name of await readdir(MEMORY)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || runs(Number(pid))) continue;
    // Another user's isn't ours to remove.
    await rm(join(MEMORY, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
