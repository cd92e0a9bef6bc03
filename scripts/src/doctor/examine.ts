import { access, constants, mkdir, readFile, statfs } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isPortFree } from "../mongod/free-port";
import { cacheFolder, isExecutable, onPath, versionOf } from "../mongod/mongod-binary";
import { staleFiles } from "../schema/generated-files";

/** What the doctor found about one thing: well or not, and the fix where it isn't. */
export interface Diagnosis {
  readonly subject: string;
  readonly well: boolean;
  readonly message: string;
}

type Examination = (root: string, port: number) => Promise<Omit<Diagnosis, "subject">>;

const well = (message: string) => ({ well: true, message });
const ill = (message: string) => ({ well: false, message });

const EXAMINATIONS: Readonly<Record<string, Examination>> = {
  Node: examineNode,
  MongoDB: examineMongod,
  port: examinePort,
  "data folder": examineFolder,
  "generated files": examineGenerated,
  graphql: examineGraphql,
};

/** Examines one thing after the other; an examination that breaks is a finding too. */
export async function* examine(root: string, port: number): AsyncGenerator<Diagnosis> {
  for (const [subject, examination] of Object.entries(EXAMINATIONS)) {
    const found = await examination(root, port).catch((error: Error) => ill(error.message));
    yield { subject, ...found };
  }
}

async function examineNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return well(process.versions.node);
  return ill(`${process.versions.node} is too old: install Node 20.19 or later`);
}

async function examineMongod() {
  const { MONGODB_URI } = process.env;
  if (MONGODB_URI !== undefined && MONGODB_URI !== "") return well("MONGODB_URI is set; the hub uses that one");
  const installed = await onPath("mongod", process.env);
  const cached = join(cacheFolder(process.env), "mongod");
  const binary = installed ?? ((await isExecutable(cached)) ? cached : null);
  if (binary === null) return well("none on the PATH or kept from earlier; the first start gets one, which needs the network");
  return well(`${binary} (${await versionOf(binary)})`);
}

async function examinePort(_: string, port: number) {
  if (await isPortFree(port)) return well(`${port} is free`);
  const hub = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
  if (hub?.ok) return well(`a hub answers on ${port}`);
  return ill(`another program listens on ${port}: stop it, or start the hub with --port`);
}

async function examineFolder() {
  const folder = resolve(".actionline");
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK);
  const { bavail, bsize } = await statfs(folder);
  const free = Math.round((bavail * bsize) / 2 ** 20);
  return free < 1_000 ? ill(`${folder} has ${free} MB left: free some space, a hub needs about 1 GB`) : well(`${folder}, ${free} MB free`);
}

async function examineGenerated(root: string) {
  const stale = await staleFiles(root);
  return stale.length === 0 ? well("current") : ill(`${stale.map(({ file }) => file).join(", ")}: npm run schema`);
}

async function examineGraphql(root: string) {
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as { packages: Record<string, unknown> };
  const copies = Object.keys(lock.packages).filter((place) => /(^|\/)node_modules\/graphql$/.test(place));
  return copies.length === 1
    ? well("one copy")
    : ill(`${copies.length} copies (${copies.join(", ")}): give every package.json the same version and install again`);
}
