import { Command } from "commander";
import { askHub } from "../hub/ask-hub";
import { askSubgraph } from "../hub/ask-subgraph";
import { readQuestion, readVariables } from "./question";

interface AskOptions {
  readonly url: string;
  readonly as?: string;
  readonly variables?: string;
  readonly subgraph?: string;
  readonly data?: string;
  readonly sandbox?: boolean;
}

/** A hub that runs is named by its address, on trial or not. */
const WHICH_HUB = "--data and --sandbox go with --subgraph; a hub that runs, on trial or not, is named by --url.";

export function askCommand(): Command {
  return new Command("ask")
    .description("Ask a hub one question; prints the answer as JSON.")
    .argument("<query>", "a GraphQL query, or the path of a .graphql file")
    .option("--url <address>", "the hub to ask", "http://127.0.0.1:4000/graphql")
    .option("--as <token>", "sign in with a token, such as one that the start printed")
    .option("--variables <json>", "values of the query's variables")
    .option("--subgraph <name>", "ask one subgraph of this folder's hub alone, without the gateway")
    .option("--data <folder>", "with --subgraph: ask the hub of this data folder instead of the demonstration")
    .option("--sandbox", "with --subgraph: ask what that folder's hub holds on trial")
    .addHelpText(
      "after",
      `
Examples:
  actionline ask '{ coverage(by: [ITEM, REGION]) { bounds { covered { low high } completeness } } }'
  actionline ask schema/operations/sources.graphql
  actionline ask 'query ($id: ID!) { activity(id: $id) { title } }' --variables '{"id":"agency:1"}'
  actionline ask '{ teams { id } }' --subgraph teams
  actionline ask '{ sources { id } }' --subgraph agencies --data new-agency --sandbox`,
    )
    .action(async (query: string, options: AskOptions) => {
      const { subgraph, data, sandbox } = options;
      if (subgraph === undefined && (data !== undefined || sandbox === true)) throw new Error(WHICH_HUB);
      const document = await readQuestion(query);
      const variables = readVariables(options.variables);
      const answer =
        subgraph === undefined
          ? await askHub({ url: options.url, token: options.as ?? null, document, variables })
          : await askSubgraph(subgraph, document, variables, { data, sandbox });
      console.log(JSON.stringify(answer, null, 2));
      if ("errors" in answer) process.exitCode = 1;
    });
}
