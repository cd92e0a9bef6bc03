import { knownCodes } from "@actionline/agencies/feed/harvest-file";
import { changesFeed, USUAL_BUDGET } from "@actionline/agencies/remote/changes-feed";
import { ContractClient } from "@actionline/agencies/remote/contract-client";
import type { ContractSource } from "@actionline/agencies/testing/contract-source";
import { many } from "@actionline/agencies/testing/feed-records";
import { FollowedSource } from "@actionline/agencies/testing/remote-harvests";
import { Appender } from "@actionline/log/appender";
import { createValidator } from "@actionline/schema/validator/validator";
import type { MeasuredCase } from "./measured-case";

const RECORDS = 20_000;

/** Harvesting a followed source into the log, against reading and validating the same pages and writing nothing. */
export const harvestCase: MeasuredCase = {
  name: "harvest",
  about: `${RECORDS} records of a followed source harvested into the log, against reading and validating them alone`,
  measure: async ({ client, db }) => {
    const appender = await Appender.acquire(client, db, { space: "DEMONSTRATION" });
    try {
      const followed = new FollowedSource({ client, db, appender }, "measured");
      followed.server.upsert(...many("measured", RECORDS));
      const alone = await secondsOf(() => readAlone(followed.server));
      const whole = await secondsOf(() => followed.harvest());
      followed.server.description = { deletionPolicy: "NONE" };
      const again = await secondsOf(() => followed.harvest());
      return {
        figures: {
          "records a second": RECORDS / whole,
          "records a second, again unchanged": RECORDS / again,
          "records a second, read and validated alone": RECORDS / alone,
        },
        ratios: [{ name: "times reading and validating", value: whole / alone, target: "none", met: true }],
      };
    } finally {
      await appender.release();
    }
  },
};

async function readAlone(server: ContractSource): Promise<void> {
  const validator = createValidator(knownCodes());
  const client = new ContractClient("measured", server.ask);
  const reached = { boundTo: "", cursor: null, passed: [], surplus: null, total: null };
  const from = { client, page: await client.page(null), after: null, whole: true, keepsProgress: false, keepsCursor: true, reached };
  for await (const items of changesFeed({ ...from, budget: USUAL_BUDGET, now: Date.now }).read()) {
    for (const item of items) if (item.type === "PUBLISHED") for (const { change } of item.changes) validator.check(change);
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}
