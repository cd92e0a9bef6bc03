import "reflect-metadata";
import { Command } from "commander";
import { askCommand } from "./commands/ask";
import { benchCommand } from "./commands/bench";
import { doctorCommand } from "./commands/doctor";
import { explainCommand } from "./commands/explain";
import { feedCommand } from "./commands/feed";
import { newCommand } from "./commands/new";
import { previewCommand } from "./commands/preview";
import { registryCommands } from "./commands/registry";
import { schemaCommand } from "./commands/schema";
import { soakCommand } from "./commands/soak";
import { startCommand } from "./commands/start";
import { tellFailure } from "./commands/tell-failure";

/** The whole command; every verb stands in a file of its own. */
export function program(): Command {
  const command = new Command("actionline")
    .description("The follow-up of the World Summit on the Information Society as one graph: start a hub, feed it, ask it.")
    .addCommand(startCommand())
    .addCommand(feedCommand())
    .addCommand(newCommand())
    .addCommand(previewCommand());
  for (const verb of registryCommands()) command.addCommand(verb);
  return command
    .addCommand(askCommand())
    .addCommand(explainCommand())
    .addCommand(schemaCommand())
    .addCommand(doctorCommand())
    .addCommand(benchCommand())
    .addCommand(soakCommand())
    .addHelpText(
      "after",
      `
Try, in this order:
  npm start                                                   a hub with invented agencies, on http://127.0.0.1:4000
  npm run actionline -- ask '{ teams { id } }'                one question to that hub
  npm run actionline -- explain schema/operations/sources.graphql
                                                              who answers which part of it, and what is read
  npm run actionline -- feed file.xml --dry-run               what the hub would make of an agency's file
  npm run actionline -- doctor                                what is wrong with this machine or this clone, and the fix

"npm run actionline -- <verb> --help" shows a verb's options and examples; "npx actionline <verb>" is the same.`,
    )
    .showHelpAfterError('Type "actionline <verb> --help" for its options and examples.');
}

/** Runs the words of a command line; a failure is told in a sentence and by the exit code. */
export async function main(words: readonly string[]): Promise<void> {
  try {
    await program().parseAsync([...words], { from: "user" });
  } catch (error) {
    tellFailure(error);
    process.exitCode = 1;
  }
}
