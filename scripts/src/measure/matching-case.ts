import { benchMatching } from "@actionline/matching/bench-matching";
import type { MeasuredCase } from "./measured-case";

const MOST_MS = 50;

/** The overlaps of one changed record among many, and what the blocks in memory take. */
export function matchingCase(activities: number): MeasuredCase {
  return {
    name: `matching-${activities / 1_000}k`,
    about: `the overlaps of one changed record among ${activities} activities, and the blocks' memory`,
    measure: async ({ db }) => {
      const { ninetyFifthMs, ...figures } = await benchMatching(db, activities);
      return {
        figures: { ...figures },
        ratios: [
          {
            name: "milliseconds for one changed record, 95th percentile",
            value: ninetyFifthMs,
            target: `under ${MOST_MS}`,
            met: ninetyFifthMs < MOST_MS,
          },
        ],
      };
    },
  };
}
