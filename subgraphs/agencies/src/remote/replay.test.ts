import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { harvestStateOf } from "../feed/harvest-state";
import { type Follow, playHistories } from "../testing/replay";

let logs: TestLog[];
beforeEach(async () => {
  logs = await Promise.all(Array.from({ length: 4 }, () => startLog()));
});
afterEach(() => Promise.all(logs.map((log) => log.stop())));

const SEED = 34;

test("G34: whatever happens on the way, the hub holds in the end what the source has: 100 random histories", async () => {
  expect(await playHistories(logs, { count: 100, seed: SEED })).toEqual([]);
}, 900_000);

test("X03: a follower that notes a cursor before what stands behind it is in the log is found out", async () => {
  const careless: Follow = async (source, options) => {
    const { cursor } = source.server.page({ after: null, first: 1_000_000 });
    return source.harvest(options).catch(async (error: unknown) => {
      const state = harvestStateOf(source.task().db);
      await state.updateOne({ _id: source.source.id, reached: { $exists: true } }, { $set: { "reached.cursor": String(cursor) } });
      throw error;
    });
  };
  // A few would do, where each run breaks off: some of them differ in nothing that anybody could see.
  expect((await playHistories(logs, { count: 30, seed: SEED, follow: careless })).length).toBeGreaterThan(0);
}, 300_000);
