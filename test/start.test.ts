import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import * as os from "node:os";
import { join } from "node:path";
import { freePort } from "@actionline/scripts/mongod/free-port";

const START = join(__dirname, "../scripts/bootstrap/start.mjs");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(os.tmpdir(), "actionline-start-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Started {
  readonly child: ChildProcess;
  said(): string;
}

/** Types `npm start` in a folder, on a machine that has no MONGODB_URI. */
function start(cwd: string, ...words: string[]): Started {
  const { MONGODB_URI: _, ...env } = process.env;
  const child = spawn(process.execPath, [START, ...words], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part) => (text += String(part)));
  return { child, said: () => text };
}

async function untilServing({ child, said }: Started): Promise<string> {
  while (!said().includes("Ctrl-C stops it")) {
    if (child.exitCode !== null) throw new Error(`The start ended:\n${said()}`);
    await new Promise((resume) => setTimeout(resume, 100));
  }
  const url = /serves at (http:\S+)/.exec(said())?.[1];
  if (url === undefined) throw new Error(said());
  return url;
}

async function end({ child }: Started, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, "exit");
  child.kill(signal);
  const [code] = await exit;
  return code;
}

interface CoverageAnswer {
  readonly data: {
    readonly coverage: { readonly asOf: { readonly sequence: number }; readonly bounds: { readonly completeness: number } };
  };
}

async function ask(url: string, query: string): Promise<CoverageAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as CoverageAnswer;
}

const databaseAddress = async (): Promise<string> => JSON.parse(await readFile(join(folder, ".actionline/mongod.json"), "utf8")).uri;

async function isListening(uri: string): Promise<boolean> {
  const port = Number(/:(\d+)\//.exec(uri)?.[1]);
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(true));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(false)));
  });
}

describe("npm start", () => {
  it("serves answers to its questions, keeps its data for the second start, and stops what it started", async () => {
    const port = String(await freePort());
    const first = start(folder, "--port", port);
    const url = await untilServing(first);
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect(first.said()).toContain("Of 6 items 3 are covered, 0 in part, 2 omitted; of 1 nobody can tell yet");
    expect(first.said()).toMatch(/Who else trains nurses in Kenya\?\n\s+4 activities, of/);
    expect(first.said()).toMatch(/\d+ activities of 14 reporters, from 16 sources: 3 not up to date, 1 failed/);
    expect(first.said()).toMatch(
      /3 cells of e-health in Africa and Asia, each with what it takes\. GPA-18d in Africa: .*aldermoor\/activities/,
    );
    expect(first.said()).toMatch(/2 pairs await a person: 1993 records tell of 1991 activities/);
    const coverage = "{ coverage(by: [ITEM, REGION]) { asOf { sequence } bounds { covered { low high } completeness } } }";
    const before = await ask(url, coverage);
    expect(before.data.coverage.bounds.completeness).toBeGreaterThan(0);
    const database = await databaseAddress();
    await expect(end(first, "SIGINT")).resolves.toBe(0);
    await expect(isListening(database)).resolves.toBe(false);

    const second = start(folder, "--port", port);
    await untilServing(second);
    expect(second.said()).not.toContain("demonstration set is loaded");
    const after = await ask(url, coverage);
    expect(after.data.coverage).toEqual(before.data.coverage);

    const third = start(folder, "--port", port);
    await once(third.child, "exit");
    expect(third.said()).toContain(`Port ${port} of 127.0.0.1 is taken by a hub that runs already: stop it, or start this hub with --port`);
    const fourth = start(folder, "--port", String(await freePort()));
    await once(fourth.child, "exit");
    expect(fourth.said()).toContain("A hub runs in this folder already");
    await expect(end(second, "SIGTERM")).resolves.toBe(0);
  }, 240_000);

  it("says in a sentence where it can't keep its data, and which data folder is missing", async () => {
    const blocked = await mkdtemp(join(os.tmpdir(), "actionline-blocked-"));
    await writeFile(join(blocked, ".actionline"), "");
    const unwritable = start(blocked, "--port", "0");
    const [code] = await once(unwritable.child, "exit");
    expect([code, unwritable.said()]).toEqual([
      1,
      expect.stringContaining("which can't be made (EEXIST): start it in a folder that you may write to."),
    ]);
    const missing = start(blocked, "--data", "nowhere");
    await once(missing.child, "exit");
    expect(missing.said()).toContain("The data folder nowhere doesn't exist");
    await rm(blocked, { recursive: true });
  }, 60_000);
});
