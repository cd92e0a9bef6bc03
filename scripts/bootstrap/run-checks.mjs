import { createRequire } from "node:module";
import { join } from "node:path";
import { prepare, ROOT, runHere } from "./prepare.mjs";

/** Everything a release has to satisfy besides its tests; each check says what it found. The exit code counts those that failed. */
export async function runChecks() {
  await prepare();
  const tool =
    (place, ...parameters) =>
    () =>
      runHere(process.execPath, [join(ROOT, "node_modules", place), ...parameters]);
  const checks = [
    ["types", tool("typescript/bin/tsc", "--noEmit")],
    ["lint and format", tool("@biomejs/biome/bin/biome", "check", ".")],
    ...createRequire(import.meta.url)(join(ROOT, "scripts/dist/checks/all-checks.js")).checks(ROOT),
  ];
  let failed = 0;
  for (const [name, check] of checks) {
    const started = Date.now();
    const code = await check();
    if (code !== 0) failed += 1;
    console.log(`${code === 0 ? "ok    " : "FAILED"}  ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
