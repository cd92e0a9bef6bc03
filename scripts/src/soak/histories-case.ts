import { checkHistories } from "@actionline/log/testing/histories";
import type { MeasuredCase } from "../measure/measured-case";

const HISTORIES = 2_000;

/** The long form of the log's history test. */
export const historiesCase: MeasuredCase = {
  name: "histories",
  about: `${HISTORIES} random histories of the log, whose state at every sequence is what a simple fold says`,
  measure: async ({ client, db, seed }) => {
    const wrong = await checkHistories(client, db, HISTORIES, seed).then(
      () => null,
      (error: Error) => error.message,
    );
    return {
      figures: { histories: HISTORIES, seed, ...(wrong !== null && { "first difference": wrong }) },
      ratios: [{ name: "histories that differ", value: wrong === null ? 0 : 1, target: "0", met: wrong === null }],
    };
  },
};
