import { change } from "@actionline/log/testing/change";
import type { HarvestOutcome, HarvestRecord } from "@actionline/schema/hub-records";
import { startNotices, type TestNotices } from "../testing/start-notices";

let hub: TestNotices;
let run = 0;
const follow = (): Promise<number> => hub.notices.follower.follow();

beforeEach(async () => {
  hub = await startNotices();
});
afterEach(() => hub.stop());

function report(outcome: HarvestOutcome, code = "SOURCE_TIMEOUT"): Promise<number> {
  run += 1;
  const none = { read: 0, accepted: 0, refused: 0, added: 0, changed: 0, unchanged: 0, deleted: 0, held: 0 };
  const at = new Date(1_700_000_000_000 + run * 1_000).toISOString();
  const error = outcome === "SUCCEEDED" || outcome === "RUNNING" ? null : { code, message: "It didn't answer in time." };
  const facts = { run: `run ${run}`, startedAt: at, finishedAt: at, outcome, error, counts: none, issues: [], lastGoodAt: null };
  const record: HarvestRecord = { source: "who/feed", ...facts };
  return hub.append(change("HARVEST", "who/feed", record));
}

const told = async (): Promise<string[]> => (await hub.events()).map(({ audience, text }) => `${audience.join()}: ${text}`);
const WORD = "agency:who: The third harvest of who/feed in a row failed. It didn't answer in time.";

describe("a source that fails", () => {
  test("is told of to its agency at the third failure in a row, and at none before and after it", async () => {
    await report("SUCCEEDED");
    for (let failure = 1; failure <= 5; failure++) {
      await report("RUNNING");
      await report(failure === 2 ? "PARTIAL" : "FAILED");
      await follow();
      expect(await told()).toEqual(failure < 3 ? [] : [WORD]);
    }
  });

  test("is told of again after it was well in between, also where all of it is found at once", async () => {
    for (const outcome of ["FAILED", "FAILED", "FAILED", "SUCCEEDED", "FAILED", "FAILED", "FAILED"] as const) await report(outcome);
    await follow();
    expect(await told()).toEqual([WORD, WORD]);
  });

  test("isn't told of where its runs only had more to read than one may", async () => {
    for (let failure = 0; failure < 4; failure++) await report("PARTIAL", "READING_BUDGET");
    await follow();
    expect(await told()).toEqual([]);
  });
});
