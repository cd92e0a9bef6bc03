import { mkdir } from "node:fs/promises";
import { Command, Option } from "commander";
import { feedHub } from "../feed/feed-hub";
import { findSource } from "../feed/find-source";
import { STAGES, type Stage, showFeed } from "../feed/show-feed";
import { print } from "../print";

interface FeedOptions {
  readonly data?: string;
  readonly show?: Stage;
  readonly dryRun?: boolean;
  readonly releaseDeletions?: boolean;
  readonly caveat?: string;
  readonly mongodb?: string;
}

export function feedCommand(): Command {
  return new Command("feed")
    .description("Take one source's file into the hub of its folder, or look at any stage of its way there.")
    .argument("<source>", "a file (.xml, .xml.gz, .jsonl, .jsonl.gz), or a source's id together with --data")
    .option("--data <folder>", "the data folder that the source's id is looked up in")
    .addOption(new Option("--show <stage>", "print one stage and write nothing").choices(STAGES))
    .option("--dry-run", "print the report and write nothing; the same as --show report")
    .option("--release-deletions", "let deletions through that the guard held, after you checked that they are meant")
    .option("--caveat <text>", "what has to be said wherever the source's figures are shown")
    .option("--mongodb <uri>", "the hub's MongoDB, where it isn't the folder's own")
    .addHelpText(
      "after",
      `
Stages:
  raw         the file's text, unpacked
  records     the contract's records that may go in, one a line
  leftovers   what was said and isn't taken: refused records, values set aside; one finding a line
  report      counts, and each rule that was broken with three examples and how to fix it

Examples:
  actionline feed itu.xml --dry-run
  actionline feed itu.xml.gz --show records | head -3
  actionline feed who/iati --data ../shared/data/iati-un-activities/full --show leftovers
  actionline feed itu.xml                                   into the hub of itu.xml's folder, while that hub isn't running`,
    )
    .action(async (named: string, { data, show, dryRun, releaseDeletions, caveat, mongodb }: FeedOptions) => {
      const found = await findSource(named, data, caveat ?? null);
      const stage = show ?? (dryRun === true ? "report" : null);
      if (stage !== null) return print(showFeed(found.found, stage));
      await mkdir(".actionline", { recursive: true });
      const good = await feedHub(found, { mongodb, releaseDeletions: releaseDeletions === true, say: console.log });
      if (!good) process.exitCode = 1;
    });
}
