import { mkdir } from "node:fs/promises";
import { Command, Option } from "commander";
import { feedHub } from "../feed/feed-hub";
import { type FoundSource, findSource } from "../feed/find-source";
import { LineWriter } from "../feed/line-writer";
import { type RehearsalOptions, rehearse } from "../feed/rehearse";
import { rawText, STAGES, type Stage, showStage } from "../feed/show-feed";
import { faultOf, tellRehearsal } from "../feed/tell-rehearsal";
import { untilStopped } from "../feed/until-stopped";
import { print } from "../print";

interface FeedOptions {
  readonly data?: string;
  readonly sandbox?: boolean;
  readonly show?: Stage;
  readonly dryRun?: boolean;
  readonly releaseDeletions?: boolean;
  readonly caveat?: string;
  readonly mongodb?: string;
}

export function feedCommand(): Command {
  return new Command("feed")
    .description("Take one source's file into the hub of its folder, or look at any stage of its way there.")
    .argument("<source>", "a file (.xml, .jsonl, .csv, .json, or with .gz), or a source's id together with --data")
    .option("--data <folder>", "the data folder that the source's id is looked up in")
    .option("--sandbox", "take it into the folder's hub on trial, or look at it beside what that holds")
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
  records     the contract's records that go in, one a line
  leftovers   what was said and isn't taken: refused records, values set aside; one finding a line
  report      counts, and each rule that was broken with three examples and how to fix it

A dry run is a real harvest into a scratch database of the same MongoDB, which begins with what the folder's hub holds of
the source and is dropped at the end; the hub itself may run meanwhile and is left as it is.

Exit code, of a dry run as of a real one: 0 where the file was read to its end, even if single records were refused;
1 where the reading broke off (PARTIAL, FAILED) or where the guard holds deletions until somebody checked them (HELD).

Examples:
  actionline feed itu.xml --dry-run                         also in an agency's own checks, before it publishes
  actionline feed itu.xml.gz --show records | head -3
  actionline feed who/iati --data ../shared/data/iati-un-activities/full --show leftovers
  actionline feed itu.xml                                   into the hub of itu.xml's folder, while that hub isn't running
  actionline feed new-agency.csv --sandbox                  the same into its hub on trial, which is never public`,
    )
    .action(async (named: string, { data, sandbox, show, dryRun, caveat, mongodb, ...flags }: FeedOptions) => {
      const found = await findSource(named, data, caveat ?? null);
      const releaseDeletions = flags.releaseDeletions === true;
      const stage = show ?? (dryRun === true ? "report" : null);
      if (stage === "raw") return print(rawText(found.found));
      if (stage !== null) return tryOut(found, stage, { mongodb, sandbox, releaseDeletions, say: console.error });
      await mkdir(".actionline", { recursive: true });
      const good = await feedHub(found, { mongodb, sandbox, releaseDeletions, say: console.log });
      if (!good) process.exitCode = 1;
    });
}

/** A dry run; its fault goes to the exit code, and beside what it prints. */
async function tryOut(found: FoundSource, stage: Exclude<Stage, "raw">, options: RehearsalOptions): Promise<void> {
  const rehearsal = await untilStopped(async (stop) => {
    if (stage === "report") return rehearse(found, { ...options, stop });
    return showStage(found, stage, new LineWriter(process.stdout), { ...options, stop });
  });
  if (rehearsal === null) return;
  if (stage === "report") for (const line of tellRehearsal(rehearsal)) console.log(line);
  const fault = faultOf(rehearsal.report);
  if (fault === null) return;
  console.error(fault);
  process.exitCode = 1;
}
