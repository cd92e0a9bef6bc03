import { readChanges } from "@actionline/log/follow";
import { seeded } from "../coverage/bench-world";
import { randomBatch, randomReference } from "../oracle/random-world";
import { startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";
import { ActivityColumns } from "./activity-columns";
import { GrowingColumn, ListColumn } from "./growing-column";
import { KEPT_FIELDS } from "./kept-fields";

let hub: TestStocktaking;

beforeAll(async () => {
  hub = await startStocktaking();
  const below = seeded(11);
  await hub.append(...randomReference());
  for (let batch = 0; batch < 3; batch += 1) await hub.append(...randomBatch(below, 40));
  await hub.index.reach(hub.appender.watermark);
});
afterAll(() => hub.stop());

const numbersOf = ({ array, length }: { readonly array: Iterable<number>; readonly length: number }): number[] =>
  [...array].slice(0, length);

/** Every column of the rows, by name. */
function contentOf(columns: ActivityColumns): Record<string, unknown> {
  const parts = Object.entries(columns).flatMap(([name, part]): [string, unknown][] => {
    if (part instanceof ListColumn) return [[name, [numbersOf(part.starts), numbersOf(part.values)]]];
    return part instanceof GrowingColumn ? [[name, numbersOf(part)]] : [];
  });
  return Object.fromEntries(parts);
}

it("what a follower keeps of activities is all that the columns take from whole records", async () => {
  const whole = new ActivityColumns();
  for await (const changes of readChanges(hub.db, ["ACTIVITY"], 0, hub.appender.watermark)) {
    for (const change of changes) whole.apply(change);
  }
  const kept = new ActivityColumns();
  for await (const changes of readChanges(hub.db, ["ACTIVITY"], 0, hub.appender.watermark, 100, KEPT_FIELDS)) {
    for (const change of changes) {
      expect(change.record === null ? [] : Object.keys(change.record)).not.toContain("title");
      kept.apply(change);
    }
  }
  expect(whole.rows).toBeGreaterThan(60);
  expect(contentOf(kept)).toEqual(contentOf(whole));
});
