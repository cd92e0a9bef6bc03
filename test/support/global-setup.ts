// By relative path: jest transforms this file but doesn't map the packages' names for it.
import { obtainMongod } from "../../scripts/src/mongod/obtain-mongod";
import { startMongod } from "../../scripts/src/mongod/start-mongod";
import { makeDataFolder } from "./data-folder";
import { type TestMongod, testMongod } from "./test-mongod";

/** One mongod for the whole run, or the one that MONGODB_URI names; its address goes to the tests' environment. */
export default async function globalSetup(): Promise<void> {
  const mongod = await obtainMongod({ say: (line) => console.error(line) });
  testMongod.current = mongod.kind === "ADDRESS" ? { uri: mongod.uri, stop: async () => undefined } : await startTemporary(mongod.path);
  process.env.ACTIONLINE_TEST_MONGODB = testMongod.current.uri;
}

/**
 * Each test makes a database of more than a hundred files and drops it. A mongod keeps the files of what was dropped for
 * five minutes, for readers of the past, and until its next checkpoint: by then a run would hold more than it may open.
 */
const FORGETS_SOON = ["--setParameter", "minSnapshotHistoryWindowInSeconds=0", "--syncdelay", "5"];

async function startTemporary(binary: string): Promise<TestMongod> {
  const dataFolder = await makeDataFolder();
  const { uri, stop } = await startMongod({ binary, dataFolder, parameters: FORGETS_SOON });
  return { uri, dataFolder, stop };
}
