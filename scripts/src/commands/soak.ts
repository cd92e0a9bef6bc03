import { Command, InvalidArgumentError } from "commander";
import { CASES } from "../measure/cases";
import { runCases } from "../measure/run-cases";

export function soakCommand(): Command {
  return new Command("soak")
    .description("Run the long forms of the tests: full counts of random cases, kills and load.")
    .argument("[cases...]", "names of cases; all of them where none is given")
    .option("--mongodb <uri>", "measure on this MongoDB instead of the hub's own")
    .option("--seed <number>", "draw random cases as the run that told this seed did", seedOf)
    .addHelpText(
      "after",
      `
Cases:
${CASES.soak.map(({ name, about }) => `  ${name.padEnd(22)} ${about}`).join("\n")}

Examples:
  actionline soak                  all cases; an hour or more
  actionline soak ${CASES.soak[0]?.name ?? "<case>"}

Random cases are drawn from another seed each time; it is told with the figures. The figures are printed and written to .actionline/soak-results.json; the exit code says whether every target was met.`,
    )
    .action(async (names: string[], { mongodb, seed }: { readonly mongodb?: string; readonly seed?: number }) => {
      if (!(await runCases("soak", names, { uri: mongodb, seed }))) process.exitCode = 1;
    });
}

function seedOf(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number of at most ten digits, such as 2026.");
}
