import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "./ensure-chromium.mjs";
import { prepare, ROOT, runHere } from "./prepare.mjs";

/** Runs every test, and ends with the one line that a machine reads: `N passed, N failed`. */
export async function runTests(parameters) {
  await prepare();
  const folder = mkdtempSync(join(tmpdir(), "actionline-result-"));
  const file = join(folder, "result.json");
  const jest = join(ROOT, "node_modules/jest/bin/jest.js");
  const workers = parameters.some((word) => /^(-w|--maxWorkers|-i|--runInBand)/.test(word)) ? [] : ["--maxWorkers=2"];
  const chromium = asksForBrowser(parameters) ? ensureChromium() : null;
  const environment = chromium === null ? {} : { ACTIONLINE_CHROMIUM: chromium };
  const code = await runHere(process.execPath, [jest, ...workers, "--json", `--outputFile=${file}`, ...parameters], environment);
  const { passed, failed } = read(file);
  rmSync(folder, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = code === 0 && failed === 0 ? 0 : 1;
}

/** Whether the browser test is among those asked for: all of them, or one of the names given. */
function asksForBrowser(parameters) {
  const names = parameters.filter((word) => !word.startsWith("-") && !/^\d+$/.test(word));
  return names.length === 0 || names.some((name) => /graphiql|^test\/?$/.test(name));
}

/** A file of tests that couldn't even be loaded is one failure; so is a run that wrote no result. */
function read(file) {
  try {
    const result = JSON.parse(readFileSync(file, "utf8"));
    return { passed: result.numPassedTests, failed: result.numFailedTests + result.numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
