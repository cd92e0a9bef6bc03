import { fork } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import * as os from "node:os";
import { join, resolve } from "node:path";
import { openMongod } from "../mongod/open-mongod";
import { CASES, type Suite } from "./cases";
import type { CaseAlone, MeasuredCase, Measurement } from "./measured-case";

/** What one case came to, or why it broke. */
export type CaseResult = { readonly name: string; readonly seconds: number } & (Measurement | { readonly error: string });

export interface CaseOptions {
  /** Measure on this MongoDB instead of the hub's own. */
  readonly uri?: string | undefined;
  /** Draw random cases from this seed, as an earlier run did. */
  readonly seed?: number | undefined;
}

const SEEDS = 2 ** 30;

/** Runs the cases of a suite one after the other, each in a process of its own; prints and writes what they came to. */
export async function runCases(suite: Suite, names: readonly string[], { uri, seed = randomInt(SEEDS) }: CaseOptions): Promise<boolean> {
  const folder = resolve(".actionline");
  await mkdir(folder, { recursive: true });
  const cases = chosen(suite, names);
  // Who asks only for cases that need no database waits for none.
  const mongod = cases.every(({ alone }) => alone) ? null : await openMongod({ folder, uri, share: true, say: console.error });
  const results: CaseResult[] = [];
  try {
    for (const { name, about } of cases) {
      console.log(`${name}: ${about}`);
      const result = await runApart(suite, name, { uri: mongod?.uri ?? "", seed });
      console.log(tell(result));
      results.push(result);
    }
  } finally {
    await mongod?.stop();
  }
  const file = join(folder, `${suite}-results.json`);
  await writeFile(file, `${JSON.stringify({ machine: machine(), at: new Date().toISOString(), seed, results }, null, 2)}\n`);
  console.log(`Written to ${file}.`);
  return results.every((result) => "ratios" in result && result.ratios.every(({ met }) => met));
}

function chosen(suite: Suite, names: readonly string[]): readonly (MeasuredCase | CaseAlone)[] {
  const cases = CASES[suite];
  const unknown = names.find((name) => !cases.some((known) => known.name === name));
  if (unknown !== undefined) throw new Error(`There is no case "${unknown}"; there are: ${cases.map(({ name }) => name).join(", ")}.`);
  return names.length === 0 ? cases : cases.filter(({ name }) => names.includes(name));
}

function runApart(suite: Suite, name: string, { uri, seed }: { readonly uri: string; readonly seed: number }): Promise<CaseResult> {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = fork(join(__dirname, "run-one-case.js"), [suite, name, uri, String(seed)], {
      // Memory is told after a collection, or it tells nothing.
      execArgv: ["--expose-gc"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    let measured: Measurement | { error: string } = { error: "its process ended without a result" };
    child.on("message", (message) => {
      measured = message as Measurement | { error: string };
    });
    child.once("exit", () => resolve({ name, seconds: Math.round((Date.now() - started) / 100) / 10, ...measured }));
  });
}

function tell(result: CaseResult): string {
  if ("error" in result) return `  BROKE  ${result.error}`;
  const figures = Object.entries(result.figures).map(([name, value]) => `  ${name}: ${value}`);
  const ratios = result.ratios.map(
    ({ name, value, target, met }) => `  ${met ? "ok    " : "MISSED"} ${name}: ${value.toFixed(2)} (target ${target})`,
  );
  return [...figures, ...ratios].join("\n");
}

const machine = () => ({
  node: process.version,
  system: `${os.type()} ${os.release()} ${os.arch()}`,
  processors: os.cpus().length,
  memory: os.totalmem(),
});
