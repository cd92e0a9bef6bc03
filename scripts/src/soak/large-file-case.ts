import { fork } from "node:child_process";
import { once } from "node:events";
import { extname, join } from "node:path";
import type { LargeReading } from "@actionline/agencies/testing/large-iati";
import type { MeasuredCase } from "../measure/measured-case";

const BYTES = 1_000_000_000;
const MOST_MEGABYTES = 300;

/** A file far larger than memory should ever be asked for. */
export const largeFileCase: MeasuredCase = {
  name: "large-file",
  about: `an IATI file of ${BYTES / 1_000_000_000} GB harvested from end to end, with the process's memory watched`,
  measure: async ({ db, uri }) => {
    const { activities, seconds, peakResidentBytes, outcome } = await readApart(uri, db.databaseName);
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

async function readApart(uri: string, database: string): Promise<LargeReading> {
  const child = fork(join(__dirname, `large-file-child${extname(__filename)}`), [uri, database, String(BYTES)]);
  const ended = once(child, "exit").then(() => {
    throw new Error("The process that harvests the large file ended without a figure.");
  });
  const [reading] = await Promise.race([once(child, "message"), ended]);
  return reading as LargeReading;
}
