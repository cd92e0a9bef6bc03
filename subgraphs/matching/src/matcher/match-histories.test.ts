import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { checkMatchHistories } from "../testing/match-histories";
import { referenceChanges } from "../testing/records";

const TIMES = Number(process.env.ACTIONLINE_SOAK_TIMES ?? 1);
/** The same histories in every run of the tests; the soak draws others each time. */
const SEED = TIMES === 1 ? 20_261_122 : undefined;

let log: TestLog;
beforeAll(async () => {
  log = await startLog();
  await log.append(...referenceChanges());
});
afterAll(async () => {
  await log.stop();
});

describe("a matcher that follows a log in pieces", () => {
  it("comes to what one finds that sees its end alone, whatever the history", async () => {
    await checkMatchHistories(log.db, log.appender, 12 * TIMES, SEED);
  }, 600_000);
});
