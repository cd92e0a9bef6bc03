import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import * as os from "node:os";
import { join } from "node:path";
import { quarantineOf } from "@actionline/agencies/feed/quarantine";
import { waitingDeletionsOf } from "@actionline/agencies/feed/waiting-deletions";
import { withheldOf } from "@actionline/agencies/feed/withheld";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { Db, MongoClient } from "mongodb";
import { Random } from "../demonstration/random";
import type { CrashMoment, CrashOrder } from "./crash-child";
import { writeCrashFeed } from "./crash-feed";
import { type CrashVariant, harvestRound } from "./crash-round";
import { differences, digestLog } from "./log-digest";

/** Commands of one harvest that a kill may fall on: its lease, its beginning, batches, deletions and report take about so many. */
const COMMANDS = 65;

export interface CrashTrial {
  readonly client: MongoClient;
  readonly uri: string;
  /** Two databases are made beside it, under its name, and dropped. */
  readonly name: string;
  readonly kills: number;
  readonly seed: number;
  readonly variant: CrashVariant;
  /** Activities of the source; a batch is a thousand changes. */
  readonly size?: number;
  /** How Node runs the child, such as with a hook that compiles it; as it is where nothing is given. */
  readonly execArgv?: readonly string[];
  readonly say?: (line: string) => void;
}

export interface CrashOutcome {
  readonly kills: number;
  /** Harvests that reached their end, each of what the source said next. */
  readonly rounds: number;
  /** What differs from undisturbed harvests of the same rounds; empty where all is well. */
  readonly differences: readonly string[];
}

/**
 * Harvests a source round after round, each time in a process that kills itself with SIGKILL at a random moment and is
 * started again, and compares what is left with undisturbed harvests: every entry in its order, every version with its
 * content, beginning and end, what is quarantined, and what the reports count.
 */
export async function crashHarvests(trial: CrashTrial): Promise<CrashOutcome> {
  const folder = await mkdtemp(join(os.tmpdir(), "actionline-crash-"));
  const disturbed = trial.client.db(`${trial.name}_killed`);
  const undisturbed = trial.client.db(`${trial.name}_whole`);
  try {
    const { kills, rounds } = await disturb(trial, disturbed, folder);
    for (let round = 1; round <= rounds; round += 1) await harvestRound(trial.client, undisturbed, fileOf(folder, round), "TOGETHER");
    return { kills, rounds, differences: await compare(disturbed, undisturbed) };
  } finally {
    await Promise.all([disturbed.dropDatabase(), undisturbed.dropDatabase(), rm(folder, { recursive: true, force: true })]);
  }
}

const fileOf = (folder: string, round: number): string => join(folder, `round-${round}.jsonl`);

async function disturb(trial: CrashTrial, db: Db, folder: string): Promise<{ kills: number; rounds: number }> {
  const { uri, variant, size = 1_000, execArgv = [] } = trial;
  const random = new Random(trial.seed, "kills");
  let [kills, round] = [0, 1];
  await writeCrashFeed(fileOf(folder, round), round, size);
  // The last round is brought to its end, whatever the count of kills.
  for (;;) {
    const moment = kills < trial.kills ? momentOf(random) : { command: Number.MAX_SAFE_INTEGER, when: "BEFORE" as const };
    const killed = await runChild({ uri, database: db.databaseName, file: fileOf(folder, round), variant, moment }, execArgv);
    if (killed) {
      kills += 1;
      trial.say?.(`kill ${kills} of ${trial.kills}, in round ${round}, at command ${moment.command} ${moment.when}`);
      continue;
    }
    if (kills >= trial.kills) return { kills, rounds: round };
    round += 1;
    await writeCrashFeed(fileOf(folder, round), round, size);
  }
}

function momentOf(random: Random): CrashMoment {
  return { command: random.between(1, COMMANDS), when: random.pick(["BEFORE", "SENT", "ANSWERED"] as const) };
}

/** Runs one child to its end; says whether it was killed. A child that fails in any other way fails the trial. */
function runChild(order: CrashOrder, execArgv: readonly string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    // Its own extension, since this file runs compiled and, in tests, as it is.
    const child = fork(join(__dirname, `crash-child${__filename.endsWith(".ts") ? ".ts" : ".js"}`), [], {
      execArgv: [...execArgv],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let complaint = "";
    child.stderr?.on("data", (text: Buffer) => {
      complaint = `${complaint}${text}`.slice(0, 2_000);
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (signal === "SIGKILL") resolve(true);
      else if (code === 0) resolve(false);
      else reject(new Error(`A harvest that should have been killed or have ended failed instead (code ${code}): ${complaint}`));
    });
    child.send(order);
  });
}

async function compare(found: Db, expected: Db): Promise<string[]> {
  const kinds = ["ACTIVITY", "BUDGET"] as const;
  const inLog = differences(await digestLog(found, kinds), await digestLog(expected, kinds));
  return [
    ...inLog,
    ...(await compareText("quarantined", await refusedIn(found), await refusedIn(expected))),
    ...(await compareText("counted in all reports", await countedIn(found), await countedIn(expected))),
    ...(await compareText("withheld and waiting", await withheldIn(found), await withheldIn(expected))),
  ];
}

async function compareText(what: string, found: string, expected: string): Promise<string[]> {
  return found === expected ? [] : [`${what}: ${found.slice(0, 300)}, and undisturbed ${expected.slice(0, 300)}`];
}

async function refusedIn(db: Db): Promise<string> {
  const refused = await quarantineOf(db).find().toArray();
  return JSON.stringify(refused.map(({ record, rule, pointer, value }) => `${record} ${rule} ${pointer} ${value}`).sort());
}

/** What the last report says is withheld, of which records, and which deletions wait. */
async function withheldIn(db: Db): Promise<string> {
  const [last, withheld, waiting] = await Promise.all([
    versionsOf(db, "HARVEST").findOne({ to: OPEN }),
    withheldOf(db).find().toArray(),
    waitingDeletionsOf(db).find().toArray(),
  ]);
  const told = withheld.map(({ record, count }) => `${record} ${count}`).sort();
  return JSON.stringify([last?.record.outcome, last?.record.withheld, told, waiting.map(({ _id }) => _id).sort()]);
}

/** What all reports together say was added, changed and deleted: a run that went on counts what was done before it. */
async function countedIn(db: Db): Promise<string> {
  const sums = { added: 0, changed: 0, deleted: 0 };
  for await (const { record } of versionsOf(db, "HARVEST").find()) {
    for (const count of ["added", "changed", "deleted"] as const) sums[count] += record.counts[count];
  }
  return JSON.stringify(sums);
}
