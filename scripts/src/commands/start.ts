import { Command, InvalidArgumentError } from "commander";
import { runHub } from "../hub/run-hub";

interface StartOptions {
  readonly data?: string;
  readonly port: number;
  readonly mongodb?: string;
  readonly caveat?: string;
  readonly log?: string;
  readonly settings?: string;
  readonly gateways: number;
  readonly sandbox?: boolean;
}

export function startCommand(): Command {
  return new Command("start")
    .description("Start a hub on 127.0.0.1, with a MongoDB of its own where none is given.")
    .option("--data <folder>", "serve the files of a folder (.xml, .jsonl, .csv, .json, or with .gz) from a database of its own")
    .option("--sandbox", "take the folder's files in on trial: into a database that is never public, and every answer says so")
    .option("--port <number>", "the port to serve on", portNumber, 4000)
    .option("--mongodb <uri>", "a MongoDB replica set to use; goes before MONGODB_URI")
    .option("--caveat <text>", "what has to be said wherever the folder's figures are shown")
    .option("--log <file>", 'where the structured log goes; "-" for the terminal (default: .actionline/hub.log)')
    .option("--settings <file>", "the gateway's settings as JSON, such as its name or a limit; gateway/README.md lists them")
    .option("--gateways <number>", "answer by that many processes on one port, one a core; the hub's own process where 0", processes, 0)
    .addHelpText(
      "after",
      `
Examples:
  npm start                                                        the demonstration: invented agencies over the real plan
  npm start -- --data ../shared/data/iati-un-activities/full       real files, never mixed with invented ones
  npm start -- --data new-agency --sandbox                         the same on trial, before anything is public
  npm start -- --port 4001 --mongodb 'mongodb://db.example/?replicaSet=rs0'
  npm start -- --settings hub.json                                 with {"name": "Our hub", "requestMs": 20000} in hub.json

The first start loads the data; later ones keep it and take in only files that changed. A CAVEAT.txt among the files says
the same as --caveat at every start. Data, log and tokens stand in .actionline/ of the working directory. Ctrl-C stops the
hub and the MongoDB that it started, and nothing else.`,
    )
    .action(async (options: StartOptions) => {
      const stop = new AbortController();
      const onSignal = (): void => {
        // The MongoDB that this process started notices by itself that its starter went.
        if (stop.signal.aborted) process.exit(130);
        stop.abort();
      };
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
      await runHub({ ...options, say: (line) => console.log(line) }, stop.signal);
    });
}

/** More than a machine has cores only wait for one another; nobody has this many. */
const MOST_PROCESSES = 256;

function processes(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0 && count <= MOST_PROCESSES) return count;
  throw new InvalidArgumentError(`Give a number from 0 to ${MOST_PROCESSES}.`);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("Give a number from 0 to 65535; 0 takes any free port.");
}
