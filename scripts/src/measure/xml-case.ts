import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { knownCodes } from "@actionline/agencies/feed/harvest-file";
import { iatiFeed } from "@actionline/agencies/feed/iati/iati-feed";
import { readBytes } from "@actionline/agencies/feed/open-file";
import { writeLargeIati } from "@actionline/agencies/testing/large-iati";
import { createValidator } from "@actionline/schema/validator/validator";
import { parser } from "sax";
import type { MeasuredCase } from "./measured-case";

const BYTES = 40_000_000;

/** Reading, mapping and validating an IATI file, against the parser alone over the same file. Nothing is written. */
export const xmlCase: MeasuredCase = {
  name: "xml",
  about: `an IATI file of ${BYTES / 1_000_000} MB read, mapped and validated, against the bare XML parser`,
  measure: async () => {
    const file = join(tmpdir(), `actionline-bench-${process.pid}.xml`);
    try {
      await writeLargeIati(file, BYTES);
      const megabytes = (await stat(file)).size / 1_000_000;
      const bare = await secondsOf(() => parseOnly(file));
      const whole = await secondsOf(() => readWhole(file));
      return {
        figures: { "megabytes a second": megabytes / whole, "megabytes a second, parser alone": megabytes / bare },
        ratios: [{ name: "times the bare parser", value: whole / bare, target: "none", met: true }],
      };
    } finally {
      await rm(file, { force: true });
    }
  },
};

async function parseOnly(file: string): Promise<void> {
  const bare = parser(true);
  for await (const chunk of readBytes(file)) bare.write(chunk.toString("latin1"));
  bare.close();
}

async function readWhole(file: string): Promise<void> {
  const validator = createValidator(knownCodes());
  const feed = await iatiFeed(file, "large");
  for await (const items of feed.read()) {
    for (const item of items) {
      if (item.type === "PUBLISHED") for (const { change } of item.changes) validator.check(change);
    }
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}
