import { mkdtemp, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import { join } from "node:path";
import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { loadFolder } from "./load-folder";

let log: TestLog;
let folder: string;

beforeAll(async () => {
  log = await startLog();
  folder = await mkdtemp(join(os.tmpdir(), "actionline-folder-"));
  for (const agency of ["alpha", "beta"]) await writeFile(join(folder, `${agency}.jsonl`), `${JSON.stringify(activity(`${agency}:1`))}\n`);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await log.stop();
});

const activity = (id: string): object => ({
  kind: "ACTIVITY",
  id,
  title: [{ language: "en", text: "A training" }],
  activityKind: "TRAINING",
  status: "IMPLEMENTING",
  period: { start: "2024-01-01" },
  reporter: { name: "The reporter" },
});

/** Loads the folder with an appender that refuses some batches, as a fault of the hub's own would. */
async function load(refuses: (change: Change) => boolean) {
  const append: TestLog["appender"]["append"] = async (changes, alongside) => {
    if (changes.some(refuses)) throw new Error("a fault of the hub's own");
    return log.appender.append(changes, alongside);
  };
  const appender = new Proxy(log.appender, { get: (target, name) => (name === "append" ? append : Reflect.get(target, name, target)) });
  const progress = { onProgress: () => undefined, onDone: () => undefined };
  return loadFolder({ client: log.client, db: log.db, appender, clock: () => new Date() }, folder, null, progress);
}

describe("a folder's files", () => {
  it("go in though the hub fails at one of them, which stands as failed and goes in at the next start", async () => {
    const warned = jest.spyOn(process, "emitWarning").mockImplementation(() => undefined);

    const first = await load(({ subject }) => subject === "alpha:1");

    expect(first.map(({ source, report }) => [source, report?.outcome, report?.error?.code])).toEqual([
      ["alpha/records", "FAILED", "HUB_FAILED"],
      ["beta/records", "SUCCEEDED", undefined],
    ]);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining("a fault of the hub's own"), "HarvestFailed");
    warned.mockRestore();
    const last = await versionsOf(log.db, "HARVEST").findOne({ subject: "alpha/records", to: OPEN });
    expect(last?.record).toMatchObject({ outcome: "FAILED", lastGoodAt: null });
    expect(JSON.stringify(last?.record)).not.toContain("fault of the hub's own");

    const second = await load(() => false);
    expect(second.map(({ report }) => report?.outcome)).toEqual(["SUCCEEDED", undefined]);
  });

  it("stop where the log can't even take the report", async () => {
    await writeFile(join(folder, "alpha.jsonl"), `${JSON.stringify(activity("alpha:2"))}\n`);
    await expect(load(({ kind }) => kind === "HARVEST")).rejects.toThrow("a fault of the hub's own");
  });
});
