import { join, resolve } from "node:path";
import { connectIndex } from "@actionline/kit/connect-index";
import { logState } from "@actionline/log/collections";
import { pino } from "pino";
import { openMongod } from "../mongod/open-mongod";
import { chooseDatabase } from "./choose-database";
import { type Hub, openHub } from "./open-hub";
import { type ReadRecorder, recordReads } from "./record-reads";

/** A hub that only looks at what this folder's hub holds, with what its subgraphs read. */
export interface ObservedHub {
  readonly hub: Hub;
  readonly reads: ReadRecorder;
  close(): Promise<void>;
}

export interface ObserveOptions {
  readonly data?: string | undefined;
  readonly mongodb?: string | undefined;
  /** Looks at the folder's hub on trial. */
  readonly sandbox?: boolean | undefined;
}

export const SUBGRAPHS = ["plan", "stakeholders", "teams", "stocktaking", "budgets", "agencies", "findings", "notices"] as const;

/** Opens it beside a hub that runs, or on its own; refuses where nothing was ever loaded. */
export async function observeHub({ data, mongodb, sandbox }: ObserveOptions): Promise<ObservedHub> {
  const { name, space } = await chooseDatabase(data, sandbox);
  const folder = resolve(".actionline");
  const mongod = await openMongod({ folder, uri: mongodb, share: true, say: console.error });
  const { client, db, close } = await connectIndex(mongod.uri, name);
  const reads = await recordReads(mongod.uri, name, SUBGRAPHS);
  const end = async (): Promise<void> => {
    await reads.close();
    await close();
    await mongod.stop();
  };
  try {
    if ((await logState(db).findOne({ _id: "log" })) === null)
      throw new Error(`This folder's hub holds nothing yet: start it once with "${startOf({ data, sandbox })}".`);
    const logger = pino(pino.destination({ dest: join(folder, "hub.log"), mkdir: true }));
    const hub = await openHub({ client, db, space, observe: true, databaseOf: (subgraph) => reads.databaseOf(subgraph), logger });
    return { hub, reads, close: () => hub.close().finally(end) };
  } catch (error) {
    await end();
    throw error;
  }
}

function startOf({ data, sandbox }: ObserveOptions): string {
  const words = [...(data === undefined ? [] : ["--data", data]), ...(sandbox === true ? ["--sandbox"] : [])];
  return words.length === 0 ? "npm start" : `npm start -- ${words.join(" ")}`;
}
