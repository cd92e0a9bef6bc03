import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { Command } from "commander";
import { chooseDatabase } from "../hub/choose-database";
import { repositoryRoot } from "../repository-root";
import { askCommand } from "./ask";
import { explainCommand } from "./explain";
import { feedCommand } from "./feed";

const MONGODB = process.env.ACTIONLINE_TEST_MONGODB ?? "";
const before = { folder: process.cwd(), mongodb: process.env.MONGODB_URI };
let index: TestIndex;
let folder: string;
let file: string;

beforeAll(async () => {
  index = await startIndex();
  folder = await mkdtemp(join(tmpdir(), "actionline-on-trial-"));
  file = join(folder, "example-agency.jsonl");
  const example: unknown = JSON.parse(await readFile(join(repositoryRoot(), "schema/contract/examples/activity.json"), "utf8"));
  await writeFile(file, [{ feed: { complete: true, count: 1 } }, example].map((line) => `${JSON.stringify(line)}\n`).join(""));
  process.chdir(folder);
  process.env.MONGODB_URI = MONGODB;
});
afterAll(async () => {
  for (const sandbox of [true, false]) await (await database(sandbox)).dropDatabase();
  if (before.mongodb === undefined) delete process.env.MONGODB_URI;
  else process.env.MONGODB_URI = before.mongodb;
  process.chdir(before.folder);
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
  await index.stop();
});

const database = async (sandbox: boolean) => index.client.db((await chooseDatabase(folder, sandbox)).name);
const held = async (sandbox: boolean) => versionsOf(await database(sandbox), "ACTIVITY").countDocuments({ to: OPEN });

/** Types a command and gives back what it printed. */
async function typed(command: Command, ...words: string[]): Promise<string> {
  const lines: string[] = [];
  const log = jest.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  await command.parseAsync(words, { from: "user" }).finally(() => log.mockRestore());
  return lines.join("\n");
}

describe("a folder's hub on trial", () => {
  const query = "{ sources { id } }";
  const where = () => ["--data", folder, "--sandbox"];

  it("is fed by --sandbox, beside the public one", async () => {
    await expect(typed(feedCommand(), file, "--mongodb", MONGODB, "--sandbox")).resolves.toContain("1 added");
    expect([await held(true), await held(false)]).toEqual([1, 0]);
  });

  it("is what a dry run compares with", async () => {
    await expect(typed(feedCommand(), file, "--mongodb", MONGODB, "--sandbox", "--dry-run")).resolves.not.toContain("1 added");
    await expect(typed(feedCommand(), file, "--mongodb", MONGODB, "--dry-run")).resolves.toContain("1 added");
  });

  it("is asked and explained by --sandbox", async () => {
    const asked = JSON.parse(await typed(askCommand(), query, "--subgraph", "agencies", ...where()));
    expect(asked).toEqual({ data: { sources: [{ id: expect.stringMatching(/^example-agency/) }] } });
    await expect(typed(explainCommand(), query, ...where())).resolves.toContain("Reads (");
  });

  it("isn't the public one, which says how it is started", async () => {
    const asked = typed(askCommand(), query, "--subgraph", "agencies", "--data", folder);
    await expect(asked).rejects.toThrow(`start it once with "npm start -- --data ${folder}"`);
  });

  it("needs a folder, and isn't chosen where an address names the hub", async () => {
    await expect(typed(explainCommand(), query, "--sandbox")).rejects.toThrow("name the folder by --data");
    await expect(typed(askCommand(), query, "--sandbox")).rejects.toThrow("go with --subgraph");
  });
});
