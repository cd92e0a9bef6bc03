import { Command } from "commander";
import { examine } from "../doctor/examine";
import { repositoryRoot } from "../repository-root";

export function doctorCommand(): Command {
  return new Command("doctor")
    .description("Look for what is wrong with this machine or this clone; each finding comes with its fix.")
    .option("--port <number>", "the port that a hub is to use", "4000")
    .addHelpText(
      "after",
      "\nIt looks at Node, MongoDB, the port, the data folder, the generated files and the copies of graphql. It changes nothing.",
    )
    .action(async ({ port }: { readonly port: string }) => {
      for await (const { subject, well, message } of examine(repositoryRoot(), Number(port))) {
        console.log(`${well ? "ok " : "FIX"}  ${subject}: ${message}`);
        if (!well) process.exitCode = 1;
      }
    });
}
