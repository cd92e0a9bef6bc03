import { existsSync } from "node:fs";
import { join } from "node:path";
import { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { Db, MongoClient } from "mongodb";
import { type FileOutcome, loadFolder } from "../hub/load-folder";
import { loadReferenceData } from "../hub/load-reference-data";
import type { MeasuredCase } from "../measure/measured-case";
import { repositoryRoot } from "../repository-root";

const FOLDER = join(repositoryRoot(), "../shared/data/iati-un-activities/full");
const QUIET = { onProgress: () => undefined, onDone: () => undefined };

/** Every real file twice: all accounted for, and nothing new the second time. */
export const realFilesCase: MeasuredCase = {
  name: "real-files",
  about: "every file of ../shared/data/iati-un-activities/full, harvested twice",
  measure: async ({ client, db, say }) => {
    if (!existsSync(FOLDER)) throw new Error(`${FOLDER} isn't there: this case needs the real files beside the checkout.`);
    const appender = await Appender.acquire(client, db, { space: "PUBLIC" });
    try {
      await loadReferenceData(db, appender);
      const first = await passOver({ client, db, appender });
      for (const { source, report } of first.outcomes)
        say(`${source}: ${report?.counts.accepted} accepted, ${report?.counts.refused} refused`);
      const before = await openVersions(db);
      // A fresh fingerprint would be "as it was": the second pass reads every byte again.
      await db.collection("harvest_state").deleteMany({});
      const second = await passOver({ client, db, appender });
      const after = await openVersions(db);
      return { figures: figuresOf(first, second), ratios: ratiosOf(first.outcomes, second.outcomes, before === after) };
    } finally {
      await appender.release();
    }
  },
};

interface Pass {
  readonly outcomes: readonly FileOutcome[];
  readonly seconds: number;
}

async function passOver(hub: { client: MongoClient; db: Db; appender: Appender }): Promise<Pass> {
  const started = performance.now();
  const outcomes = await loadFolder({ ...hub, clock: () => new Date() }, FOLDER, null, QUIET);
  return { outcomes, seconds: (performance.now() - started) / 1_000 };
}

const sum = (outcomes: readonly FileOutcome[], count: "read" | "accepted" | "refused" | "added" | "changed" | "deleted"): number =>
  outcomes.reduce((total, { report }) => total + (report?.counts[count] ?? 0), 0);

function figuresOf(first: Pass, second: Pass): Record<string, number> {
  return {
    files: first.outcomes.length,
    "records read": sum(first.outcomes, "read"),
    accepted: sum(first.outcomes, "accepted"),
    refused: sum(first.outcomes, "refused"),
    "seconds, first pass": first.seconds,
    "seconds, second pass": second.seconds,
  };
}

function ratiosOf(first: readonly FileOutcome[], second: readonly FileOutcome[], sameVersions: boolean) {
  const unaccounted = sum(first, "read") - sum(first, "accepted") - sum(first, "refused");
  const written = sum(second, "added") + sum(second, "changed") + sum(second, "deleted");
  return [
    { name: "records neither accepted nor refused", value: unaccounted, target: "0", met: unaccounted === 0 },
    { name: "new versions at the second pass", value: written, target: "0", met: written === 0 && sameVersions },
  ];
}

async function openVersions(db: Db): Promise<number> {
  const counts = await Promise.all((["ACTIVITY", "BUDGET"] as const).map((kind) => versionsOf(db, kind).countDocuments({ to: OPEN })));
  return counts.reduce((total, count) => total + count, 0);
}
