import { benchScale } from "@actionline/stocktaking/coverage/bench-scale";
import type { MeasuredCase } from "../measure/measured-case";
import { bareScanRatio, tellSpread, under } from "../measure/scale-ratios";

const ACTIVITIES = 1_000_000;

/** Coverage over a million activities, from the log on; filling that log takes most of the time. */
export const millionCase: MeasuredCase = {
  name: "million",
  about: "random filtered matrices, the evidence of cells and a change's way into coverage, over 1,000,000 activities",
  measure: async ({ client, db, say }) => {
    const { matrix, evidence, visible, ...figures } = await benchScale(client, db, ACTIVITIES, say);
    return {
      figures: {
        activities: ACTIVITIES,
        ...figures,
        ...tellSpread("random filtered matrix", matrix),
        ...tellSpread("evidence of a cell", evidence),
        ...tellSpread("change visible", visible),
      },
      ratios: [
        under("random filtered matrix, p50 ms", matrix.p50, 60),
        under("evidence of a cell, p50 ms", evidence.p50, 20),
        under("change visible after its acceptance, at most ms", visible.most, 1_000),
        under("bytes of an activity in columns and dictionaries", figures.bytesPerActivity, 400),
        bareScanRatio(figures),
      ],
    };
  },
};
