import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { logEntries } from "@actionline/log/collections";
import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import type { DryRun, Effect } from "@actionline/registry/admin/dry-runs";
import type { ActivityRecord, BudgetRecord } from "@actionline/schema/contract/records";
import { COVERAGE_DEFINITION } from "@actionline/stocktaking/coverage-graph/coverage-definition";
import { HubDryRuns } from "./hub-dry-runs";
import { loadReferenceData } from "./load-reference-data";

const publisher = { id: "publisher", name: "a publisher", roles: [] };
const YEAR = new Date().getUTCFullYear() - 2;
const PERIOD = { start: `${YEAR}-02-01`, end: `${YEAR}-11-30` };

/** What an agency publishes of one course. */
const activity = (id: string, facts: Partial<ActivityRecord> = {}): ActivityRecord => ({
  kind: "ACTIVITY",
  id,
  title: [{ language: "en", text: "Digital skills for teachers in rural schools of Estonia" }],
  status: "COMPLETED",
  period: PERIOD,
  activityKind: "TRAINING",
  places: [{ place: "EE" }],
  items: [{ item: "GPA-18a", weight: 100 }],
  reporter: { name: "The office" },
  ...facts,
});
const budget = (id: string, amount: string, facts: Partial<BudgetRecord> = {}): BudgetRecord => ({
  kind: "BUDGET",
  id,
  activity: "far:1",
  reporter: { name: "The office" },
  measure: "BUDGET",
  status: "ADOPTED",
  period: PERIOD,
  value: { amount, currency: "USD", valueDate: PERIOD.start },
  ...facts,
});

let index: TestIndex;
let appender: Appender;
let runs: HubDryRuns;
const faults: unknown[] = [];
beforeAll(async () => {
  index = await startIndex();
  appender = await Appender.acquire(index.client, index.db, { space: "DEMONSTRATION" });
  await loadReferenceData(index.db, appender);
  await appender.append([change("DEFINITION", COVERAGE_DEFINITION.id, COVERAGE_DEFINITION)]);
  runs = new HubDryRuns({ client: index.client, db: index.db, space: "DEMONSTRATION", onFault: (error) => void faults.push(error) });
});
afterAll(async () => {
  await runs.close();
  await appender.release();
  await index.stop();
});

type Told = ActivityRecord | BudgetRecord;

/** As the hub holds it once it was harvested. */
async function hold(owner: string, ...records: Told[]): Promise<void> {
  await appender.append(records.map((record) => ({ ...held(record, owner), owner })));
}

function held(record: Told, agency: string): Change {
  const source = `${agency}/records`;
  if (record.kind === "BUDGET") return change("BUDGET", record.id, { ...record, agency, source });
  return change("ACTIVITY", record.id, { ...record, source, suggestionRules: "1", suggestions: [] });
}

async function outcome({ id }: DryRun, by = runs): Promise<DryRun> {
  for (;;) {
    const run = by.find(id, publisher);
    if (run === null) throw new Error("the run is gone");
    if (run.state !== "RUNNING") return run;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function effectOf(agency: string, ...records: Told[]): Promise<Effect | null> {
  return effectBy(runs, agency, ...records);
}

async function effectBy(by: HubDryRuns, agency: string, ...records: Told[]): Promise<Effect | null> {
  const content = records.map((record) => `${JSON.stringify(record)}\n`).join("");
  const { state, effect } = await outcome(by.begin({ agency, name: "records", format: "CONTRACT", content }, publisher), by);
  expect([faults, state]).toEqual([[], "DONE"]);
  return effect;
}

test("a dry run tells what records would do, and does nothing", async () => {
  const before = await logEntries(index.db).countDocuments();
  const effect = await effectOf("far", activity("far:1"), activity("other:1"), budget("far:b", "1200.50"));
  expect(effect).toMatchObject({ read: 3, added: 2, refused: 1, changed: 0, deleted: 0, reidentified: 0 });
  expect(effect?.cells).toMatchObject({ filled: 1, opened: 0, to: YEAR + 2 });
  expect(effect?.cells?.cells).toEqual([{ item: "GPA-18a", place: expect.any(String), year: YEAR, from: "UNKNOWN", to: "COVERED" }]);
  expect(effect?.money).toEqual([{ measure: "BUDGET", currency: "USD", before: "0", after: "1200.5", delta: "1200.5" }]);
  expect(effect?.overlaps).toMatchObject({ found: 0, ended: 0, comparedWith: 0, comparedWithAll: true });
  expect(await logEntries(index.db).countDocuments()).toBe(before);
  const { databases } = await index.client
    .db()
    .admin()
    .listDatabases({ nameOnly: true, filter: { name: /^actionline_dry_run_[0-9a-f-]{12}$/ } });
  expect(databases).toEqual([]);
});

test("nobody sees another's, and more than 5 MB isn't begun", async () => {
  const run = runs.begin({ agency: "far", name: "records", format: "CONTRACT", content: "" }, publisher);
  expect(runs.find(run.id, { ...publisher, id: "somebody else" })).toBeNull();
  await outcome(run);
  expect(() => runs.begin({ agency: "far", name: "records", format: "CONTRACT", content: "x".repeat(5_000_001) }, publisher)).toThrow(
    /bytes/,
  );
});

describe("beside what others report", () => {
  beforeAll(() => hold("near", activity("near:7", { links: [{ type: "THIRD_PARTY", activity: "far:1" }] })));

  test("a cell that another fills already isn't filled, and a pair with another's is found", async () => {
    const effect = await effectOf("far", activity("far:1"));
    expect(effect?.cells).toMatchObject({ turned: 0, filled: 0 });
    expect(effect?.overlaps).toMatchObject({ found: 1, comparedWith: 1, pairs: [{ one: "far:1", other: "near:7" }] });
  });

  test("with more others than are looked among, those under the same lines are; where these are too many, no cell is told", async () => {
    await hold(
      "near",
      activity("near:8", { title: [{ language: "en", text: "A census of masts" }], items: [{ item: "GPA-13a", weight: 100 }] }),
    );
    const bounded = (mostNeighbours: number): HubDryRuns =>
      new HubDryRuns({
        client: index.client,
        db: index.db,
        space: "DEMONSTRATION",
        mostNeighbours,
        onFault: (error) => void faults.push(error),
      });
    const ofTheLine = await effectBy(bounded(1), "far", activity("far:1"));
    expect(ofTheLine).toMatchObject({ cells: { filled: 0 }, overlaps: { found: 1, comparedWith: 1, comparedWithAll: false } });
    const none = await effectBy(bounded(0), "far", activity("far:1"));
    expect(none).toMatchObject({ cells: null, overlaps: { found: 0, comparedWith: 0, comparedWithAll: false } });
  });

  test("records that move elsewhere open their cells, end their pairs and leave their amounts", async () => {
    await hold("far", activity("far:1"), activity("far:2", { items: [{ item: "GPA-18c", weight: 100 }] }), budget("far:b", "1200.50"));
    const moved = activity("far:2", { items: [{ item: "GPA-19", weight: 100 }] });
    const effect = await effectOf("far", activity("far:1", { places: [{ place: "KE" }] }), moved, budget("far:b", "-0.5"));
    expect(effect).toMatchObject({ added: 0, changed: 3 });
    expect(effect?.cells).toMatchObject({ turned: 2, filled: 1, opened: 1 });
    expect(effect?.overlaps).toMatchObject({ found: 0, ended: 2 });
    expect(effect?.money).toEqual([{ measure: "BUDGET", currency: "USD", before: "1200.5", after: "-0.5", delta: "-1201" }]);
  });
});
