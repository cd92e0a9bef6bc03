import { Command } from "commander";
import { askHub } from "../hub/ask-hub";
import { askSubgraph } from "../hub/ask-subgraph";
import { readQuestion, readVariables } from "./question";

interface AskOptions {
  readonly url: string;
  readonly as?: string;
  readonly variables?: string;
  readonly subgraph?: string;
}

export function askCommand(): Command {
  return new Command("ask")
    .description("Ask a hub one question; prints the answer as JSON.")
    .argument("<query>", "a GraphQL query, or the path of a .graphql file")
    .option("--url <address>", "the hub to ask", "http://127.0.0.1:4000/graphql")
    .option("--as <token>", "sign in with a token, such as one that the start printed")
    .option("--variables <json>", "values of the query's variables")
    .option("--subgraph <name>", "ask one subgraph of this folder's hub alone, without the gateway")
    .addHelpText(
      "after",
      `
Examples:
  actionline ask '{ coverage(by: [ITEM, REGION]) { bounds { covered { low high } completeness } } }'
  actionline ask schema/operations/sources.graphql
  actionline ask 'query ($id: ID!) { activity(id: $id) { title } }' --variables '{"id":"agency:1"}'
  actionline ask '{ teams { id } }' --subgraph teams`,
    )
    .action(async (query: string, options: AskOptions) => {
      const document = await readQuestion(query);
      const variables = readVariables(options.variables);
      const answer =
        options.subgraph === undefined
          ? await askHub({ url: options.url, token: options.as ?? null, document, variables })
          : await askSubgraph(options.subgraph, document, variables);
      console.log(JSON.stringify(answer, null, 2));
      if ("errors" in answer) process.exitCode = 1;
    });
}
