import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { chooseDatabase } from "../hub/choose-database";
import { repositoryRoot } from "../repository-root";
import { feedCommand } from "./feed";

let index: TestIndex;
let folder: string;
let file: string;
let example: object;
const before = process.cwd();

beforeAll(async () => {
  index = await startIndex();
  folder = await mkdtemp(join(tmpdir(), "actionline-feed-"));
  file = join(folder, "example-agency.jsonl");
  example = JSON.parse(await readFile(join(repositoryRoot(), "schema/contract/examples/activity.json"), "utf8"));
  process.chdir(folder);
});
afterAll(async () => {
  await (await database()).dropDatabase();
  process.chdir(before);
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
  await index.stop();
});

const database = async () => index.client.db((await chooseDatabase(folder)).name);
const held = async (): Promise<number> => versionsOf(await database(), "ACTIVITY").countDocuments({ to: OPEN });

/** Writes a file that lists all that the agency has. */
function publish(count: number): Promise<void> {
  const records = Array.from({ length: count }, (_, number) => ({ ...example, id: `example-agency:${number}` }));
  const lines = [{ feed: { complete: true, count } }, ...records];
  return writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

/** Types `actionline feed <file> …` and gives back what it said and its exit code. */
async function feed(...words: string[]): Promise<{ said: string; code: unknown }> {
  const lines: string[] = [];
  const log = jest.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  process.exitCode = undefined;
  const mongodb = process.env.ACTIONLINE_TEST_MONGODB ?? "";
  await feedCommand()
    .parseAsync([file, "--mongodb", mongodb, ...words], { from: "user" })
    .finally(() => log.mockRestore());
  const code = process.exitCode;
  process.exitCode = undefined;
  return { said: lines.join("\n"), code };
}

describe("actionline feed", () => {
  it("holds a mass deletion and names the option that releases it; with the option it comes", async () => {
    await publish(10);
    await expect(feed()).resolves.toMatchObject({ said: expect.stringContaining("10 added"), code: undefined });
    await publish(2);
    const stopped = await feed();
    expect(stopped.said).toContain("HELD: This run would delete 8 of 10 ACTIVITY records (at most 2)");
    expect(stopped.said).toContain("feed --release-deletions");
    expect([stopped.code, await held()]).toEqual([1, 10]);

    await expect(feed("--release-deletions")).resolves.toMatchObject({ said: expect.stringContaining("8 deleted"), code: undefined });
    await expect(held()).resolves.toBe(2);
  });

  it("ends a dry run as the real one: by its exit code, and by a sentence beside the report", async () => {
    await publish(10);
    await feed();
    await publish(2);
    const told = jest.spyOn(console, "error").mockImplementation(() => undefined);
    const held = await feed("--dry-run");
    expect(told).toHaveBeenCalledWith(expect.stringContaining("HELD: This run would delete 8 of 10"));
    expect([held.code, held.said]).toEqual([1, expect.stringContaining("Nothing was written.")]);

    await expect(feed("--dry-run", "--release-deletions")).resolves.toMatchObject({ code: undefined });

    await writeFile(
      file,
      `${JSON.stringify({ feed: { complete: true, count: 9 } })}\n${JSON.stringify({ ...example, id: "example-agency:1" })}\n`,
    );
    const broken = await feed("--dry-run");
    expect(told).toHaveBeenLastCalledWith(expect.stringMatching(/^(PARTIAL|FAILED): /));
    expect(broken.code).toBe(1);
    told.mockRestore();
  });

  it("teaches the option in its help", () => {
    expect(feedCommand().helpInformation().replaceAll(/\s+/g, " ")).toContain(
      "--release-deletions let deletions through that the guard held, after you checked that they are meant",
    );
  });
});
