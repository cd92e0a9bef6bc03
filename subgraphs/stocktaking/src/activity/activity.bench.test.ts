import { anActivity } from "../testing/records";
import { startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";
import { benchPages } from "./activity.bench";

let hub: TestStocktaking;

beforeAll(async () => {
  hub = await startStocktaking();
  await hub.append(...Array.from({ length: 60 }, (_, number) => anActivity(`itu:${number}`)));
});
afterAll(() => hub.stop());

describe("benchPages", () => {
  it("measures both pages in one run", async () => {
    const measured = await benchPages(hub, { pageSize: 5, page: 12, rounds: 3 });
    expect(measured).toMatchObject({ activities: 60, pageSize: 5, page: 12 });
    expect(measured.ratio).toBeCloseTo(measured.laterPageMs / measured.firstPageMs);
  });

  it("refuses to measure a page that isn't full", async () => {
    await expect(benchPages(hub, { pageSize: 50, page: 2 })).rejects.toThrow("Page 2 needs 100 activities; there are 60.");
  });
});
