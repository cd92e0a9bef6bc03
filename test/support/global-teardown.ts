import { rm } from "node:fs/promises";
import { testMongod } from "./test-mongod";

/** Stops the run's mongod and removes its files; leaves one that was there before alone. */
export default async function globalTeardown(): Promise<void> {
  const mongod = testMongod.current;
  if (mongod === null) return;
  await mongod.stop();
  if (mongod.dataFolder !== undefined) await rm(mongod.dataFolder, { recursive: true, force: true });
}
