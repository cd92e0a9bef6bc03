import "reflect-metadata";
import { connectIndex } from "@actionline/kit/connect-index";
import type { MongoClient } from "mongodb";
import { type CrashVariant, harvestRound } from "./crash-round";

/** When the process kills itself: around the n-th command that it sends to the database. */
export interface CrashMoment {
  readonly command: number;
  /** Before it is sent, after it is sent and before its answer, or when the answer is there. */
  readonly when: "BEFORE" | "SENT" | "ANSWERED";
}

/** What one child is to do. */
export interface CrashOrder {
  readonly uri: string;
  readonly database: string;
  readonly file: string;
  readonly variant: CrashVariant;
  readonly moment: CrashMoment;
}

async function carryOut({ uri, database, file, variant, moment }: CrashOrder): Promise<void> {
  const { client, db, close } = await connectIndex(uri, database, { countReads: true });
  dieAt(client, moment);
  await harvestRound(client, db, file, variant);
  await close();
}

/** A real kill -9: no handler runs, no connection is closed in order, no transaction is ended. */
function dieAt(client: MongoClient, { command, when }: CrashMoment): void {
  let seen = 0;
  const die = (): void => void process.kill(process.pid, "SIGKILL");
  const count = ({ commandName }: { readonly commandName: string }): void => {
    // Before the first harvest there are a hundred of these, and the interesting moments come after them.
    if (commandName === "createIndexes") return;
    seen += 1;
    if (seen !== command) return;
    if (when === "SENT") setImmediate(die);
    else die();
  };
  if (when === "ANSWERED") client.on("commandSucceeded", count);
  else client.on("commandStarted", count);
}

process.once("message", (order: CrashOrder) => {
  carryOut(order).then(
    () => process.exit(0),
    (error: Error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
