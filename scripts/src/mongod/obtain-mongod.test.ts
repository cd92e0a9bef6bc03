import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import { join } from "node:path";
import { NoMongodError, obtainMongod, type Way } from "./obtain-mongod";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(os.tmpdir(), "actionline-obtain-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: join(folder, "bin"),
  ACTIONLINE_CACHE: join(folder, "cache"),
  ...more,
});

/** A stand-in for mongod that tells the version given. */
async function binary(file: string, version: string): Promise<string> {
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho "db version v${version}"\n`);
  await chmod(file, 0o755);
  return file;
}

const offline: Way = { name: "a site", obtain: () => Promise.reject(new Error("the site can't be reached")) };
const works: Way = { name: "a package", obtain: (_, target) => binary(target, "6.0.5") };

describe("obtaining mongod", () => {
  it("takes MONGODB_URI before anything else", async () => {
    await binary(join(folder, "bin/mongod"), "7.0.1");
    const mongod = await obtainMongod({ say: () => undefined, environment: environment({ MONGODB_URI: "mongodb://db/" }) });
    expect(mongod).toEqual({ kind: "ADDRESS", uri: "mongodb://db/" });
  });

  it("takes the mongod on the PATH before the cached one", async () => {
    const installed = await binary(join(folder, "bin/mongod"), "7.0.1");
    await binary(join(folder, "cache/mongod"), "6.0.5");
    const mongod = await obtainMongod({ say: () => undefined, environment: environment() });
    expect(mongod).toEqual({ kind: "BINARY", path: installed, version: "7.0.1", from: "the PATH" });
  });

  it("passes over one that is too old, says so, and takes the cached one", async () => {
    await binary(join(folder, "bin/mongod"), "4.4.2");
    const cached = await binary(join(folder, "cache/mongod"), "6.0.5");
    const said: string[] = [];
    const mongod = await obtainMongod({ say: (line) => said.push(line), environment: environment() });
    expect(mongod).toEqual({ kind: "BINARY", path: cached, version: "6.0.5", from: "the cache" });
    expect(said).toEqual([expect.stringContaining("it is MongoDB 4.4.2, and the hub needs 6.0 or later; trying the next way.")]);
  });

  it("falls through a site that can't be reached and keeps what the next way brings", async () => {
    const first = await obtainMongod({ say: () => undefined, environment: environment(), ways: [offline, works] });
    expect(first).toMatchObject({ kind: "BINARY", from: "a package" });
    const second = await obtainMongod({ say: () => undefined, environment: environment(), ways: [offline] });
    expect(second).toMatchObject({ kind: "BINARY", from: "the cache" });
  });

  it("says what was tried at each step and what to do, when nothing worked", async () => {
    const refused = obtainMongod({ say: () => undefined, environment: environment(), ways: [offline] });
    await expect(refused).rejects.toThrow(NoMongodError);
    await expect(refused).rejects.toThrow(
      /MONGODB_URI: it isn't set[\s\S]*on the PATH: there is none[\s\S]*nothing was kept there[\s\S]*a site: the site can't be reached[\s\S]*What to do: connect/,
    );
  });
});
