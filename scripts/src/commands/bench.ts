import { resolve } from "node:path";
import { Command } from "commander";
import { CASES } from "../measure/cases";
import { profileInto } from "../measure/gateway/profiling";
import { runCases } from "../measure/run-cases";

export function benchCommand(): Command {
  return new Command("bench")
    .description("Measure what the hub promises, as ratios of figures taken in one run.")
    .argument("[cases...]", "names of cases; all of them where none is given")
    .option("--mongodb <uri>", "measure on this MongoDB instead of the hub's own")
    .option("--cpu-prof <folder>", "write processor profiles of the measured gateways into this folder")
    .addHelpText(
      "after",
      `
Cases:
${CASES.bench.map(({ name, about }) => `  ${name.padEnd(22)} ${about}`).join("\n")}

Examples:
  actionline bench                 all cases; about ten minutes on two cores
  actionline bench ${CASES.bench[0]?.name ?? "<case>"}

The figures are printed and written to .actionline/bench-results.json; the exit code says whether every target was met.`,
    )
    .action(async (names: string[], { mongodb, cpuProf }: { readonly mongodb?: string; readonly cpuProf?: string }) => {
      if (cpuProf !== undefined) profileInto(resolve(cpuProf));
      if (!(await runCases("bench", names, { uri: mongodb }))) process.exitCode = 1;
    });
}
