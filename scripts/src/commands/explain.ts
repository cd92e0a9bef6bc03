import { Command } from "commander";
import { observeHub } from "../hub/observe-hub";
import { readQuestion, readVariables } from "./question";

interface ExplainOptions {
  readonly variables?: string;
  readonly data?: string;
  readonly sandbox?: boolean;
  readonly mongodb?: string;
}

export function explainCommand(): Command {
  return new Command("explain")
    .description("Show how a question is answered: which subgraph is asked for what, in which order, and what each reads.")
    .argument("<operation>", "the path of a .graphql file, or a GraphQL query")
    .option("--variables <json>", "values of the query's variables")
    .option("--data <folder>", "explain over the hub of this data folder instead of the demonstration")
    .option("--sandbox", "explain over what that folder's hub holds on trial")
    .option("--mongodb <uri>", "the MongoDB to look at instead of the hub's own")
    .addHelpText(
      "after",
      `
Examples:
  actionline explain schema/operations/sources.graphql
  actionline explain '{ teams { id actionLine { shortName } } }'

The plan reads from the inside out: what stands in a Parallel is asked at the same time, a Flatten asks another subgraph
by key for all rows at once. Reads show their shape and not their values; two lines for two hundred rows is what is wanted.`,
    )
    .action(async (operation: string, options: ExplainOptions) => {
      const query = await readQuestion(operation);
      const variables = readVariables(options.variables);
      const { hub, reads, close } = await observeHub(options);
      try {
        console.log(await hub.explain(query, variables));
        reads.take();
        const started = performance.now();
        const { body } = await hub.execute({ query, variables });
        console.log(`\nReads (${Math.round(performance.now() - started)} ms in all):`);
        for (const line of reads.take()) console.log(`  ${line}`);
        for (const error of body.errors ?? []) console.log(`error: ${error.message}`);
      } finally {
        await close();
      }
    });
}
