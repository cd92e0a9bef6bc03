import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { connectIndex } from "@actionline/kit/connect-index";
import type { Space } from "@actionline/schema/entry-kind";
import type { Demonstration } from "@actionline/scripts/demonstration/demonstration";
import { DEFAULT_SEED, generateDemonstration } from "@actionline/scripts/demonstration/generate-demonstration";
import { loadDemonstration } from "@actionline/scripts/hub/load-demonstration";
import { SUBGRAPHS } from "@actionline/scripts/hub/observe-hub";
import { type Hub, type HubOptions, openHub } from "@actionline/scripts/hub/open-hub";
import { quietLogger } from "@actionline/scripts/hub/quiet-logger";
import { type ReadRecorder, recordReads } from "@actionline/scripts/hub/record-reads";

/** The day and hour of every test that doesn't choose its own, so that answers don't change with the calendar. */
export const NOW = new Date("2026-11-22T10:00:00Z");

export interface TestHub {
  readonly hub: Hub;
  readonly uri: string;
  readonly database: string;
  /** What each subgraph read since it was last asked. */
  readonly reads: ReadRecorder;
  /** The set that was loaded, with its truth; null where none was. */
  readonly demonstration: Demonstration | null;
  /** Asks as anyone, or as a token's holder; fails the test where the answer has errors. */
  ask(query: string, variables?: Record<string, unknown>, token?: string): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

export interface TestHubOptions extends Pick<HubOptions, "settings" | "supergraphSdl" | "follows" | "registry" | "notices"> {
  readonly clock?: () => Date;
  /** The space; the demonstration set is loaded into the demonstration alone, unless `empty`. */
  readonly space?: Space;
  readonly empty?: boolean;
  readonly seed?: number;
}

/** A whole hub over a database of its own on the run's mongod: the one that production opens. */
export async function startHub(options: TestHubOptions = {}): Promise<TestHub> {
  const uri = process.env.ACTIONLINE_TEST_MONGODB;
  if (uri === undefined) throw new Error("ACTIONLINE_TEST_MONGODB is not set: run the tests by `npm test`, which starts a mongod.");
  const { clock = () => NOW, space = "DEMONSTRATION", empty = false, seed = DEFAULT_SEED, ...rest } = options;
  const database = `test_hub_${randomUUID().slice(0, 8)}`;
  const { client, db, close } = await connectIndex(uri, database);
  const reads = await recordReads(uri, database, SUBGRAPHS);
  const databaseOf = (subgraph: string) => reads.databaseOf(subgraph);
  const registry = { execArgv: ["-r", join(__dirname, "run-typescript.cjs")] };
  const hub = await openHub({ client, db, space, clock, databaseOf, logger: quietLogger, registry, ...rest });
  const stop = async (): Promise<void> => {
    await hub.close();
    await db.dropDatabase();
    await reads.close();
    await close();
  };
  const demonstration = empty || space !== "DEMONSTRATION" ? null : generateDemonstration({ seed, today: clock() });
  if (demonstration !== null) {
    try {
      await loadDemonstration(hub, demonstration, () => undefined);
      await hub.settle();
    } catch (error) {
      // A hub that nobody stops would keep the whole run from ending.
      await stop();
      throw error;
    }
  }
  return {
    hub,
    uri,
    database,
    reads,
    demonstration,
    ask: (query, variables, token) => askOf(hub, query, variables, token),
    stop,
  };
}

async function askOf(hub: Hub, query: string, variables?: Record<string, unknown>, token?: string): Promise<Record<string, unknown>> {
  const { body } = await hub.execute({ query, variables }, { token });
  if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors, null, 2));
  return JSON.parse(JSON.stringify(body.data));
}
