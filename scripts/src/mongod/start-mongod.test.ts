import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import * as os from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { obtainMongod } from "./obtain-mongod";
import { startMongod } from "./start-mongod";

let binary: string;
let dataFolder: string;

beforeAll(async () => {
  const { MONGODB_URI: _, ...environment } = process.env;
  const mongod = await obtainMongod({ say: () => undefined, environment });
  if (mongod.kind !== "BINARY") throw new Error("These tests start a mongod of their own.");
  binary = mongod.path;
}, 120_000);
beforeEach(async () => {
  dataFolder = await mkdtemp(join(os.tmpdir(), "actionline-mongod-"));
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

async function withClient<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri, { runtimeAdapters: { os }, serverSelectionTimeoutMS: 5_000 });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const write = (client: MongoClient) => client.db("kept").collection<{ _id: string }>("things").insertOne({ _id: "a" });
const count = (client: MongoClient) => client.db("kept").collection("things").countDocuments();

async function untilGone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((resume) => setTimeout(resume, 50));
  }
  return false;
}

const pidOf = (client: MongoClient): Promise<number> =>
  client
    .db("admin")
    .command({ serverStatus: 1 })
    .then(({ pid }) => Number(pid));

describe("a mongod of the hub's own", () => {
  it("keeps its data from one start to the next, on another port too, and stops when told", async () => {
    const first = await startMongod({ binary, dataFolder });
    const pid = await withClient(first.uri, async (client) => {
      await write(client);
      return pidOf(client);
    });
    await first.stop();
    expect(await untilGone(pid)).toBe(true);

    const second = await startMongod({ binary, dataFolder });
    expect(second.port).not.toBe(first.port);
    await expect(withClient(second.uri, count)).resolves.toBe(1);
    await second.stop();
  }, 60_000);

  it("ends with the process that started it, however that one dies, and starts again over what it left", async () => {
    const script = join(dataFolder, "starter.cjs");
    await writeFile(script, starter(binary, dataFolder));
    const process_ = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(process_.stdout, "data");
    const { uri } = JSON.parse(String(line)) as { uri: string };
    const pid = await withClient(uri, async (client) => {
      await write(client);
      return pidOf(client);
    });
    process_.kill("SIGKILL");
    expect(await untilGone(pid)).toBe(true);

    const again = await startMongod({ binary, dataFolder });
    await expect(withClient(again.uri, count)).resolves.toBe(1);
    await again.stop();
  }, 60_000);

  it("keeps what it writes from every other user of the machine", async () => {
    const mongod = await startMongod({ binary, dataFolder });
    await withClient(mongod.uri, write);
    await mongod.stop();
    const written = await readdir(dataFolder, { recursive: true });
    expect(written).toEqual(expect.arrayContaining(["mongo", "mongod.log", join("mongo", "journal")]));
    const modes = await Promise.all(written.map(async (file) => ({ file, others: (await stat(join(dataFolder, file))).mode & 0o077 })));
    expect(modes.filter(({ others }) => others !== 0)).toEqual([]);
  }, 60_000);

  it("says which folder another MongoDB holds", async () => {
    const first = await startMongod({ binary, dataFolder });
    await expect(startMongod({ binary, dataFolder })).rejects.toThrow(`Another MongoDB is using ${dataFolder}`);
    await first.stop();
  }, 60_000);

  it("says which folder can't be written to", async () => {
    const file = join(dataFolder, "file");
    await writeFile(file, "");
    await expect(startMongod({ binary, dataFolder: file })).rejects.toThrow(
      `The hub keeps its data in ${join(file, "mongo")}, and it can't be written to`,
    );
  });

  it("says where the reason stands when it stops at once", async () => {
    await expect(startMongod({ binary: "/bin/false", dataFolder })).rejects.toThrow(join(dataFolder, "mongod.log"));
    await expect(readFile(join(dataFolder, "mongod.log"), "utf8")).resolves.toBe("");
  });
});

/** A program that starts a mongod by this package's source, and then waits to be killed. */
function starter(mongod: string, folder: string): string {
  const source = join(__dirname, "start-mongod.ts");
  const root = join(__dirname, "../../..");
  return `
    const swc = require(${JSON.stringify(join(root, "node_modules/@swc/core"))});
    const config = JSON.parse(require("node:fs").readFileSync(${JSON.stringify(join(root, ".swcrc"))}, "utf8"));
    delete config.$schema;
    require.extensions[".ts"] = (module, file) => module._compile(swc.transformFileSync(file, { ...config, swcrc: false }).code, file);
    const { startMongod } = require(${JSON.stringify(source)});
    startMongod({ binary: ${JSON.stringify(mongod)}, dataFolder: ${JSON.stringify(folder)} }).then(({ uri }) => console.log(JSON.stringify({ uri })));
    setInterval(() => undefined, 1000);
  `;
}
