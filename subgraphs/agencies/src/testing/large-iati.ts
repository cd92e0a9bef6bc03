import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SourceRecord } from "@actionline/schema/hub-records";
import { harvestFile } from "../feed/harvest-file";

/** What reading one large file took. */
export interface LargeReading {
  readonly bytes: number;
  readonly activities: number;
  readonly seconds: number;
  readonly peakResidentBytes: number;
  readonly outcome: string;
}

/** Writes an IATI file of about so many bytes, activity by activity; returns how many it wrote. */
export async function writeLargeIati(path: string, bytes: number): Promise<number> {
  const file = createWriteStream(path);
  let written = 0;
  let activities = 0;
  file.write('<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n');
  while (written < bytes) {
    activities += 1;
    const activity = largeActivity(activities);
    written += activity.length;
    if (!file.write(activity)) await once(file, "drain");
  }
  file.end("</iati-activities>\n");
  await once(file, "close");
  return activities;
}

/**
 * Harvests a generated file of about so many bytes and watches the process's memory. Run it in a process of its own:
 * what the process held before counts too.
 */
export async function measureLargeHarvest(uri: string, database: string, bytes: number): Promise<LargeReading> {
  const file = join(tmpdir(), `actionline-large-${process.pid}.xml`);
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  try {
    const activities = await writeLargeIati(file, bytes);
    const begun = performance.now();
    peak = 0;
    const { outcome } = await harvestFile({ uri, database, space: "SANDBOX", source: LARGE, file });
    return { bytes, activities, seconds: (performance.now() - begun) / 1_000, peakResidentBytes: peak, outcome };
  } finally {
    clearInterval(watch);
    await rm(file, { force: true });
  }
}

const LARGE: SourceRecord = {
  id: "large/iati",
  agency: "large",
  name: "A generated file",
  format: "IATI_2_03",
  mode: "MIRRORED",
  frequencyDays: null,
  licence: "none: generated",
  caveat: null,
};

/** About 12 kB, as published activities are on average, most of it in elements that the hub doesn't read. */
function largeActivity(number: number): string {
  const transaction = `<transaction><transaction-type code="4"/><transaction-date iso-date="2024-03-01"/><value currency="USD" value-date="2024-03-01">${number}.25</value><description><narrative>Payment of an instalment</narrative></description><provider-org ref="XM-LARGE"><narrative>The large agency</narrative></provider-org></transaction>\n`;
  const result = `<result type="1"><title><narrative>${"A result that was reached in the field. ".repeat(20)}</narrative></title></result>\n`;
  return `<iati-activity default-currency="USD" xml:lang="en" hierarchy="1"><iati-identifier>XM-LARGE-${number}</iati-identifier>
<reporting-org ref="XM-LARGE" type="40"><narrative>The large agency</narrative></reporting-org>
<title><narrative>Activity number ${number}: broadband for schools</narrative></title>
<description type="1"><narrative>${"Schools of the district are connected and teachers are trained. ".repeat(10)}</narrative></description>
<participating-org ref="XM-LARGE" role="4" type="40"><narrative>The large agency</narrative></participating-org>
<activity-status code="2"/><activity-date iso-date="2024-01-01" type="2"/><recipient-country code="KE" percentage="100"/>
<sector vocabulary="1" code="22040" percentage="100"/>
<budget type="1" status="2"><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/><value currency="USD" value-date="2024-01-01">${number}000</value></budget>
${transaction.repeat(12)}${result.repeat(8)}</iati-activity>
`;
}
