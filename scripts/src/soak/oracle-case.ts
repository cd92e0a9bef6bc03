import { spawn } from "node:child_process";
import { join } from "node:path";
import type { MeasuredCase } from "../measure/measured-case";
import { repositoryRoot } from "../repository-root";

const TIMES = 20;

/**
 * The property tests of coverage against the MongoDB oracle, on many more worlds than a test run takes: among them 1,000
 * random slices at any point of the log, and 1,000 random numbers opened.
 */
export const oracleCase: MeasuredCase = {
  name: "oracle",
  about: `the coverage properties against the MongoDB oracle, with ${TIMES} times the worlds of a test run`,
  measure: async ({ uri }) => {
    const failed = await runJest(uri, "subgraphs/stocktaking/src/oracle");
    return {
      figures: { times: TIMES },
      ratios: [{ name: "runs that failed", value: failed, target: "0", met: failed === 0 }],
    };
  },
};

async function runJest(uri: string, place: string): Promise<number> {
  const jest = require.resolve("jest/bin/jest");
  const env = { ...process.env, MONGODB_URI: uri, ACTIONLINE_SOAK_TIMES: String(TIMES) };
  const words = [jest, "-w", "1", "--testTimeout", "3600000", place];
  const child = spawn(process.execPath, words, { cwd: join(repositoryRoot()), env, stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code === 0 ? 0 : 1));
  });
}
