import { Command } from "commander";
import { previewAgency } from "../agency/preview/preview";
import { tellPreview } from "../agency/preview/tell-preview";
import { untilStopped } from "../feed/until-stopped";

interface PreviewGiven {
  readonly data?: string;
  readonly beside?: boolean;
  readonly json?: boolean;
  readonly mongodb?: string;
}

export function previewCommand(): Command {
  return new Command("preview")
    .description("Show an agency what the hub makes of its files, before anything is sent.")
    .argument("<agency>", "the agency's short name, which its file is named by")
    .option("--data <folder>", "the folder of its files; one of the agency's short name where it is left out")
    .option("--beside", "look at what others report to the hub of that folder as well")
    .option("--json", "print the same as JSON")
    .option("--mongodb <uri>", "the hub's MongoDB, where it isn't the folder's own")
    .addHelpText(
      "after",
      `
Shows what was read, accepted and refused, with three examples of each mistake and how to fix it; whether a text may tell of
a person; the scorecard's lights; which cells of the grid the records cover, or would once suggestions are accepted; and the
three returns that would change most cells.

The files go into a scratch database of the sandbox, which nobody else can ask and which is dropped at the end. A folder's
hub may run meanwhile; it is left as it is. Without --beside only its facilitators and expectations are looked at.

Exit code, as of "feed --dry-run": 0 where the file was read to its end, even if single records were refused; 1 otherwise.

Examples:
  actionline preview rural-networks                                                    after "new agency rural-networks"
  actionline preview lumen --data subgraphs/agencies/examples/mirrored
  actionline preview rural-networks --data agencies --beside --json`,
    )
    .action(async (agency: string, { data = agency, beside = false, json = false, mongodb }: PreviewGiven) => {
      const preview = await untilStopped((stop) => previewAgency({ agency, data, beside, mongodb, say: console.error, stop }));
      if (json) console.log(JSON.stringify(preview, null, 2));
      else for (const line of tellPreview(preview)) console.log(line);
      if (preview.fault === null) return;
      console.error(preview.fault);
      process.exitCode = 1;
    });
}
