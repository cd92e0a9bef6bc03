import { Appender } from "@actionline/log/appender";
import { benchPages } from "@actionline/stocktaking/activity/activity.bench";
import { fillBench } from "@actionline/stocktaking/coverage/bench-coverage";
import { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import { buildStocktakingSubgraph } from "@actionline/stocktaking/subgraph";
import type { MeasuredCase } from "./measured-case";

const ACTIVITIES = 100_000;
const MOST = 1.5;

/** What a page deep in a list costs against its first page. */
export const pagesCase: MeasuredCase = {
  name: "pages",
  about: `page 1,000 of activities against page 1, over ${ACTIVITIES} activities`,
  measure: async ({ client, db }) => {
    await fillBench(client, db, ACTIVITIES);
    const index = await StocktakingIndex.open(db);
    const appender = Appender.observe(db, "DEMONSTRATION");
    const subgraph = await buildStocktakingSubgraph(db, { index, appender, clock: () => new Date() });
    const { firstPageMs, laterPageMs, ratio } = await benchPages({ db, index, subgraph });
    return {
      figures: { "page 1 ms": firstPageMs, "page 1,000 ms": laterPageMs },
      ratios: [{ name: "page 1,000 against page 1", value: ratio, target: `at most ${MOST}`, met: ratio <= MOST }],
    };
  },
};
