import { rename } from "node:fs/promises";
import { join } from "node:path";
import { getOS } from "mongodb-memory-server-core/lib/util/getos";
import { MongoBinary } from "mongodb-memory-server-core/lib/util/MongoBinary";
import { MongoBinaryDownloadUrl } from "mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl";
import { versionOf } from "./mongod-binary";

/** Data written by 6.0 opens under 7.0, so that a machine may change from the one way of obtaining it to the other. */
const VERSION = "7.0.14";

/** A machine without the network learns it within seconds; a slow one may take its time once bytes flow. */
const LIMITS = { reach: 4_000, download: 300_000 } as const;

/** MongoDB's own build for this system, from MongoDB's download site. */
export async function downloadMongod(folder: string, target: string, say: (line: string) => void): Promise<string> {
  await reach(await addressOfBuild());
  say(`Downloading MongoDB ${VERSION} (about 75 MB, once)…`);
  const downloaded = await within(
    LIMITS.download,
    MongoBinary.getPath({ version: VERSION, downloadDir: join(folder, "download"), checkMD5: true }),
  );
  await versionOf(downloaded);
  await rename(downloaded, target);
  return target;
}

async function addressOfBuild(): Promise<string> {
  const system = { platform: process.platform, arch: process.arch, version: VERSION };
  try {
    return await new MongoBinaryDownloadUrl({ ...system, os: await getOS() }).getDownloadUrl();
  } catch {
    throw new Error("it offers no build for this system");
  }
}

async function reach(address: string): Promise<void> {
  const answer = await fetch(address, { method: "HEAD", signal: AbortSignal.timeout(LIMITS.reach) }).catch(() => null);
  if (answer === null) throw new Error("the site can't be reached");
  if (!answer.ok) throw new Error(`the site answered ${answer.status}`);
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`it took longer than ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}
