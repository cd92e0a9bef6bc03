import { resolve } from "node:path";
import { Command, Option } from "commander";
import { type FileFormat, type Language, newAgency } from "../agency/new-agency";

interface NewOptions {
  readonly from?: FileFormat;
  readonly file?: string;
  readonly hosted?: Language;
  readonly name?: string;
  readonly into?: string;
}

export function newCommand(): Command {
  return new Command("new").description("Make a folder for an agency that wants to join.").addCommand(newAgencyCommand());
}

function newAgencyCommand(): Command {
  return new Command("agency")
    .description("A folder to begin with: a file with a mapping of its columns, or a subgraph of the agency's own.")
    .argument("<id>", 'the agency\'s short name in the hub, such as "rural-networks"')
    .addOption(new Option("--from <format>", "the agency has a file of this format").choices(["csv", "json", "iati"]))
    .option("--file <path>", "that file")
    .addOption(new Option("--hosted <language>", "the agency runs a subgraph of its own").choices(["typescript", "python"]))
    .option("--name <text>", "the agency's name, written out; its short name where it is left out")
    .option("--into <folder>", "the folder to make; one of the agency's short name where it is left out")
    .addHelpText(
      "after",
      `
Examples:
  actionline new agency rural-networks --from csv --file projects.csv --name "Institute of Rural Networks"
  actionline new agency rural-networks --hosted python`,
    )
    .action(async (id: string, options: NewOptions) => {
      const { name = id, into = id } = options;
      const { files, next } = await newAgency({ id, name, folder: resolve(into), kind: kindOf(options) });
      console.log(`Wrote ${files.map((file) => `${into}/${file}`).join(", ")}.`);
      console.log("Next:");
      for (const step of next) console.log(`  ${step}`);
    });
}

function kindOf({ from, file, hosted }: NewOptions): Parameters<typeof newAgency>[0]["kind"] {
  if (hosted !== undefined && from === undefined) return { hosted };
  if (from !== undefined && file !== undefined && hosted === undefined) return { from, file };
  throw new Error("Say what the agency has: --from csv|json|iati with --file, or --hosted typescript|python.");
}
