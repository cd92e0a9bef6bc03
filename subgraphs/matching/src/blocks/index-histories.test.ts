import { checkIndexHistories } from "../testing/index-histories";

const TIMES = Number(process.env.ACTIONLINE_SOAK_TIMES ?? 1);
/** The same histories in every run of the tests; the soak draws others each time. */
const SEED = TIMES === 1 ? 20_261_122 : undefined;

describe("an index that follows its records", () => {
  it("tells the pairs that one loaded from their end tells, each from both sides", () => {
    checkIndexHistories(200 * TIMES, SEED);
  }, 600_000);
});
