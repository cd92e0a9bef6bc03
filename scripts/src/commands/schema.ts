import { Command } from "commander";
import { repositoryRoot } from "../repository-root";
import { staleFiles, writeGeneratedFiles } from "../schema/generated-files";

export function schemaCommand(): Command {
  return new Command("schema")
    .description(
      "Write what is generated: each subgraph's SDL, supergraph, api schema, the contract's types, the tables and the example of the READMEs.",
    )
    .option("--check", "change nothing; fail where a file is missing or out of date")
    .addHelpText(
      "after",
      `
Examples:
  actionline schema            after a change to a subgraph, to schema/contract, to a rule, code or setting; commit what it writes
  actionline schema --check    as the checks of a release run it`,
    )
    .action(async ({ check }: { readonly check?: boolean }) => {
      const root = repositoryRoot();
      if (check !== true) {
        const written = await writeGeneratedFiles(root);
        console.log(written.length === 0 ? "Every generated file is current." : `Wrote ${written.join(", ")}.`);
        return;
      }
      for (const { file, missing } of await staleFiles(root)) {
        console.log(`${file} ${missing ? "is missing" : "is out of date"}: run "npm run schema" and commit it.`);
        process.exitCode = 1;
      }
    });
}
