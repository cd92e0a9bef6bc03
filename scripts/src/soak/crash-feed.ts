import { writeFile } from "node:fs/promises";
import type { SourceRecord } from "@actionline/schema/hub-records";
import { createValidator, type Validator } from "@actionline/schema/validator/validator";

const AGENCY = "crash-agency";

/** The source that is harvested and killed. */
export const CRASH_SOURCE: SourceRecord = {
  id: `${AGENCY}/feed`,
  agency: AGENCY,
  name: "feed",
  format: "CONTRACT",
  mode: "MIRRORED",
  frequencyDays: 7,
  licence: "CC-BY-4.0",
  caveat: null,
};

export const crashValidator = (): Validator =>
  createValidator({ items: new Set(["GPA-18a", "GPA-18b"]), actionLines: new Set(["C4"]), places: new Set(["KE", "UG"]) });

/**
 * Writes what the source says in one round, the same on every machine: in each round a tenth of the activities is gone
 * and the tenth before it is back, a fifth has other content, and some are refused.
 */
export async function writeCrashFeed(file: string, round: number, size: number): Promise<void> {
  const records = Array.from({ length: size }, (_, position) => position)
    .filter((position) => (position + round) % 10 !== 0)
    .flatMap((position) => recordsOf(position, round));
  const lines = [{ feed: { complete: true, count: records.length } }, ...records].map((line) => JSON.stringify(line));
  await writeFile(file, `${lines.join("\n")}\n`);
}

function recordsOf(position: number, round: number): object[] {
  const id = `${AGENCY}:${position}`;
  const revision = Math.floor((position + round) / 5);
  const activity = {
    kind: "ACTIVITY",
    id,
    title: [{ language: "en", text: `Training ${position}, revision ${revision}` }],
    activityKind: "TRAINING",
    // No such status: refused, and what the hub holds under the id stays.
    status: (position + 3 * round) % 97 === 0 ? "UNHEARD_OF" : "IMPLEMENTING",
    period: { start: "2024-01-01" },
    reporter: { name: "Crash Agency", type: "INTERNATIONAL_ORGANIZATION" },
    items: [{ item: position % 2 === 0 ? "GPA-18a" : "GPA-18b" }],
    places: [{ place: position % 3 === 0 ? "KE" : "UG" }],
  };
  if (position % 4 !== 0) return [activity];
  const budget = {
    kind: "BUDGET",
    id: `${id}/budget`,
    activity: id,
    reporter: { name: "Crash Agency" },
    measure: "BUDGET",
    period: { start: "2024-01-01", end: "2024-12-31" },
    value: { amount: String(1_000 + position), currency: "USD" },
  };
  return [activity, budget];
}
