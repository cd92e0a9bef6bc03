import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { logEntries } from "@actionline/log/collections";
import type { DryRun } from "@actionline/registry/admin/dry-runs";
import { repositoryRoot } from "../repository-root";
import { HubDryRuns } from "./hub-dry-runs";
import { loadReferenceData } from "./load-reference-data";

const publisher = { id: "publisher", name: "a publisher", roles: [] };
const example = JSON.parse(readFileSync(join(repositoryRoot(), "schema/contract/examples/activity.json"), "utf8")) as {
  id: string;
  items?: object[];
};
const agency = example.id.split(":")[0] ?? "";

let index: TestIndex;
let runs: HubDryRuns;
const faults: unknown[] = [];
beforeAll(async () => {
  index = await startIndex();
  const appender = await Appender.acquire(index.client, index.db, { space: "DEMONSTRATION" });
  await loadReferenceData(index.db, appender);
  await appender.release();
  runs = new HubDryRuns({ client: index.client, db: index.db, space: "DEMONSTRATION", onFault: (error) => void faults.push(error) });
});
afterAll(async () => {
  await runs.close();
  await index.stop();
});

async function outcome({ id }: DryRun): Promise<DryRun> {
  for (;;) {
    const run = runs.find(id, publisher);
    if (run === null) throw new Error("the run is gone");
    if (run.state !== "RUNNING") return run;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test("a dry run tells what records would do, and does nothing", async () => {
  const before = await logEntries(index.db).countDocuments();
  const content = `${JSON.stringify(example)}\n${JSON.stringify({ ...example, id: "other:1" })}\n`;
  const run = runs.begin({ agency, name: "records", format: "CONTRACT", content }, publisher);
  expect(run.state).toBe("RUNNING");
  const { state, effect } = await outcome(run);
  expect([faults, state]).toEqual([[], "DONE"]);
  expect(effect).toMatchObject({ read: 2, added: expect.any(Number), changed: 0, deleted: 0, reidentified: 0, opened: 0 });
  expect(effect?.added).toBeGreaterThan(0);
  expect(await logEntries(index.db).countDocuments()).toBe(before);
  const { databases } = await index.client
    .db()
    .admin()
    .listDatabases({ nameOnly: true, filter: { name: /^actionline_dry_run_[0-9a-f-]{12}$/ } });
  expect(databases).toEqual([]);
});

test("nobody sees another's, and more than 5 MB isn't begun", async () => {
  const run = runs.begin({ agency, name: "records", format: "CONTRACT", content: "" }, publisher);
  expect(runs.find(run.id, { ...publisher, id: "somebody else" })).toBeNull();
  await outcome(run);
  expect(() => runs.begin({ agency, name: "records", format: "CONTRACT", content: "x".repeat(5_000_001) }, publisher)).toThrow(/bytes/);
});
