import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import { anActivity } from "@actionline/stocktaking/testing/records";
import { smallWorld } from "@actionline/stocktaking/testing/small-world";
import { Workers } from "./workers";

let log: TestLog;
beforeEach(async () => {
  log = await startLog(() => new Date("2025-06-01T00:00:00Z"));
});
afterEach(() => log.stop());

test("workers end soon though one of them is in the middle of its work, and what is cut short is no fault", async () => {
  const same = { title: [{ language: "en", text: "Mobile clinics for rural districts" }], urls: ["https://example.org/clinics"] };
  await log.append(...smallWorld(), anActivity("who:a", same), anActivity("itu:b", same));
  const index = await StocktakingIndex.open(log.db);
  const faults: unknown[] = [];
  const onFault = (error: unknown): void => void faults.push(error);
  const workers = await Workers.open({ db: log.db, appender: log.appender, index, clock: () => new Date("2025-06-01T00:00:00Z"), onFault });
  let fail: (error: Error) => void = () => undefined;
  const writing = new Promise<void>((begun) => {
    jest.spyOn(log.appender, "append").mockImplementation(() => {
      begun();
      return new Promise((_, reject) => {
        fail = reject;
      });
    });
  });
  const stop = workers.start();
  await writing;
  await stop();
  fail(new Error("The lease was given back."));
  await new Promise((resolve) => setImmediate(resolve));
  expect(faults).toEqual([]);
});
