import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { ProcessApart } from "../measure/gateway/apart/process-apart";
import type { MeasuredCase, Measurement } from "../measure/measured-case";
import type { HubOrders } from "./hostile-queries/hub-process";

const EXAMPLES = 1_000;
const HUB = "../../../soak/hostile-queries/hub-process";
/** It leaves files where it runs. */
const FOLDER = resolve(".actionline");
/** Where it is looked for, after the PATH. */
const OWN_PLACE = join(FOLDER, "schemathesis");
const run = promisify(execFile);

/** A33: a generator that isn't ours draws questions from the schema; nothing that it asks may be a fault of the hub's own. */
export const schemathesisCase: MeasuredCase = {
  name: "schemathesis",
  about: `${EXAMPLES} questions to each root field, drawn by Schemathesis where that is installed: no fault of the hub's own, no 5xx`,
  measure: async ({ db, uri, say, seed }) => {
    const command = await installed();
    if (command === null) return skipped(say);
    const hub = new ProcessApart<HubOrders>(HUB);
    try {
      const url = await hub.tell("start", { uri, database: db.databaseName });
      say("asking; this takes a while");
      const report = await asked(command, `${url}/graphql`, seed);
      return measured(report, seed, await (await fetch(`${url}/metrics`)).text());
    } finally {
      await hub.stop();
    }
  },
};

async function installed(): Promise<string | null> {
  for (const command of ["schemathesis", join(OWN_PLACE, "bin", "schemathesis")]) {
    const found = await run(command, ["--version"]).catch(() => null);
    if (found !== null) return command;
  }
  return null;
}

function skipped(say: (line: string) => void): Measurement {
  say("SKIPPED: Schemathesis isn't installed. Have it by a virtual environment of Python's, then run this case again:");
  say(`python3 -m venv ${OWN_PLACE} && ${OWN_PLACE}/bin/pip install schemathesis`);
  return { figures: { skipped: "Schemathesis isn't installed; nothing was asked" }, ratios: [] };
}

/** Of its report, what is told here. */
interface Report {
  readonly complete: boolean;
  readonly operations: { readonly selected: number; readonly tested: number };
  readonly test_cases: { readonly generated: number };
}

/** Its own verdict isn't taken: it holds a refusal such as "sign in first" for a fault. The hub's figures say what was one. */
async function asked(command: string, url: string, seed: number): Promise<Report> {
  const file = join(FOLDER, "schemathesis-report.json");
  const draws = ["--max-examples", String(EXAMPLES), "--seed", String(seed), "--no-shrink", "--continue-on-failure"];
  const tells = ["--checks", "not_a_server_error", "--report", "json", "--report-json-path", file, "--no-color"];
  await run(command, ["run", url, ...draws, ...tells], { maxBuffer: 2 ** 30, cwd: FOLDER }).catch((error: { readonly code?: unknown }) => {
    if (error.code !== 1) throw error;
  });
  return JSON.parse(await readFile(file, "utf8")) as Report;
}

function measured({ complete, operations, test_cases: { generated } }: Report, seed: number, metrics: string): Measurement {
  const none = (name: string, value: number) => ({ name, value, target: "0", met: value === 0 });
  return {
    figures: { "root fields": operations.selected, "questions drawn": generated, seed },
    ratios: [
      none("root fields that weren't asked", complete ? operations.selected - operations.tested : operations.selected),
      none("answers that told a fault of the hub's own", sumOf(metrics, /^actionline_errors_total\{code="INTERNAL"\} (\d+)$/gm)),
      none("answers with a status of 500 and above", sumOf(metrics, /^actionline_requests_total\{.*status="5\d\d"\} (\d+)$/gm)),
    ],
  };
}

function sumOf(metrics: string, lines: RegExp): number {
  return [...metrics.matchAll(lines)].reduce((sum, [, count]) => sum + Number(count), 0);
}
