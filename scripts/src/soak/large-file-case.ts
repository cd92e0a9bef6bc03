import { measureLargeHarvest } from "@actionline/agencies/testing/large-iati";
import type { MeasuredCase } from "../measure/measured-case";

const BYTES = 1_000_000_000;
const MOST_MEGABYTES = 300;

/** A file far larger than memory should ever be asked for. */
export const largeFileCase: MeasuredCase = {
  name: "large-file",
  about: `an IATI file of ${BYTES / 1_000_000_000} GB harvested from end to end, with the process's memory watched`,
  measure: async ({ db, uri }) => {
    const { activities, seconds, peakResidentBytes, outcome } = await measureLargeHarvest(uri, db.databaseName, BYTES);
    const peak = peakResidentBytes / 2 ** 20;
    return {
      figures: { activities, seconds, outcome },
      ratios: [
        { name: "peak megabytes of the process", value: peak, target: `under ${MOST_MEGABYTES}`, met: peak < MOST_MEGABYTES },
        { name: "outcome SUCCEEDED", value: Number(outcome === "SUCCEEDED"), target: "1", met: outcome === "SUCCEEDED" },
      ],
    };
  },
};
