import { Command } from "commander";
import { CASES } from "../measure/cases";
import { runCases } from "../measure/run-cases";

export function soakCommand(): Command {
  return new Command("soak")
    .description("Run the long forms of the tests: full counts of random cases, kills and load.")
    .argument("[cases...]", "names of cases; all of them where none is given")
    .option("--mongodb <uri>", "measure on this MongoDB instead of the hub's own")
    .addHelpText(
      "after",
      `
Cases:
${CASES.soak.map(({ name, about }) => `  ${name.padEnd(22)} ${about}`).join("\n")}

Examples:
  actionline soak                  all cases; an hour or more
  actionline soak ${CASES.soak[0]?.name ?? "<case>"}

The figures are printed and written to .actionline/soak-results.json; the exit code says whether every target was met.`,
    )
    .action(async (names: string[], { mongodb }: { readonly mongodb?: string }) => {
      if (!(await runCases("soak", names, mongodb))) process.exitCode = 1;
    });
}
