import { Appender } from "@actionline/log/appender";
import { checkIndexHistories } from "@actionline/matching/testing/index-histories";
import { checkMatchHistories } from "@actionline/matching/testing/match-histories";
import { referenceChanges } from "@actionline/matching/testing/records";
import type { MeasuredCase } from "../measure/measured-case";

const HISTORIES = 500;
const INDEX_HISTORIES = 5_000;

/** The long form of the matcher's history test. */
export const matchingHistoriesCase: MeasuredCase = {
  name: "matching-histories",
  about: `${HISTORIES} random histories that the matcher follows in pieces, and from their end alone; ${INDEX_HISTORIES} of its index`,
  measure: async ({ client, db, seed }) => {
    const appender = await Appender.acquire(client, db, { space: "DEMONSTRATION" });
    try {
      await appender.append(referenceChanges());
      const wrong = await firstDifference(async () => {
        await checkMatchHistories(db, appender, HISTORIES, seed);
        checkIndexHistories(INDEX_HISTORIES, seed);
      });
      return {
        figures: {
          histories: HISTORIES,
          "histories of the index": INDEX_HISTORIES,
          seed,
          ...(wrong !== null && { "first difference": wrong }),
        },
        ratios: [{ name: "histories that differ", value: wrong === null ? 0 : 1, target: "0", met: wrong === null }],
      };
    } finally {
      await appender.release();
    }
  },
};

const firstDifference = (check: () => Promise<void>): Promise<string | null> =>
  check().then(
    () => null,
    (error: Error) => error.message,
  );
