import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { access, constants, mkdir, readFile, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { freePort } from "./free-port";
import { joinReplicaSet, REPLICA_SET } from "./replica-set";

export interface RunningMongod {
  readonly uri: string;
  readonly port: number;
  /** Stops this mongod, which this process started, and waits until it has written everything. */
  stop(): Promise<void>;
}

export interface StartMongodOptions {
  readonly binary: string;
  /** The database's files go to `<dataFolder>/mongo`, its log beside them. */
  readonly dataFolder: string;
  readonly port?: number;
  /** Further arguments of the mongod. */
  readonly parameters?: readonly string[];
}

const TRIES_WHILE_ANOTHER_ENDS = 20;

/**
 * Starts a one-node replica set on 127.0.0.1 and waits until it takes writes.
 *
 * A mongod that a killed hub left behind is on its way out and holds the folder for some seconds more, so that a
 * folder in use is tried again for ten seconds before it is refused.
 */
export async function startMongod(options: StartMongodOptions): Promise<RunningMongod> {
  const files = resolve(options.dataFolder, "mongo");
  await prepareFolder(files);
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const started = await launch(options, files, port);
    if (started.kind === "RUNNING") return started.mongod;
    const again =
      started.reason === "FOLDER_IN_USE"
        ? attempt < TRIES_WHILE_ANOTHER_ENDS
        : started.reason === "PORT_IN_USE" && attempt < 3 && options.port === undefined;
    if (!again) throw new Error(explain(started.reason, options, port, started.line));
    await new Promise((resume) => setTimeout(resume, 500));
  }
}

type Failure = "FOLDER_IN_USE" | "PORT_IN_USE" | "NO_SPACE" | "OTHER_VERSION" | "STOPPED";
type Launch =
  | { readonly kind: "RUNNING"; readonly mongod: RunningMongod }
  | { readonly kind: "FAILED"; readonly reason: Failure; readonly line: string };

async function launch({ binary, dataFolder, parameters = [] }: StartMongodOptions, files: string, port: number): Promise<Launch> {
  const log = join(dataFolder, "mongod.log");
  await rename(log, `${log}.previous`).catch(() => undefined);
  const child = watched(binary, [...mongodArguments(files, port), ...parameters], log);
  const gone = new Promise<number>((resolve) => child.once("exit", (code, signal) => resolve(code ?? (signal === null ? 1 : 128))));
  const stop = async (): Promise<void> => {
    child.stdin?.end();
    const timer = setTimeout(() => killGroup(child), 30_000);
    await gone;
    clearTimeout(timer);
  };
  const ended = new AbortController();
  void gone.then(() => ended.abort());
  const ready = joinReplicaSet(port, files, ended.signal).then(() => "READY" as const);
  const outcome = await Promise.race([gone.then(() => "GONE" as const), ready]).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  ready.catch(() => undefined);
  if (outcome === "GONE") return { kind: "FAILED", ...(await readFailure(log)) };
  return { kind: "RUNNING", mongod: { uri: `mongodb://127.0.0.1:${port}/?replicaSet=${REPLICA_SET}`, port, stop } };
}

function mongodArguments(files: string, port: number): string[] {
  const network = ["--bind_ip", "127.0.0.1", "--port", String(port), "--networkMessageCompressors", "snappy,zstd"];
  const storage = ["--dbpath", files, "--replSet", REPLICA_SET, "--wiredTigerCacheSizeGB", "1", "--oplogSize", "512"];
  const conduct = ["--noscripting", "--nounixsocket", "--quiet", "--setParameter", "diagnosticDataCollectionEnabled=false"];
  // Nobody else is served by this mongod: when it is told to stop it needn't wait for other clients.
  return [...network, ...storage, ...conduct, "--setParameter", "shutdownTimeoutMillisForSignaledShutdown=100"];
}

/**
 * The mongod under a shell that watches our end of a pipe. The pipe closes when we ask for it and also when this
 * process dies of anything, so that a crash leaves no mongod behind. A session of its own keeps the terminal's Ctrl-C
 * from it: the hub finishes its requests first. What it writes is for this user alone.
 */
function watched(binary: string, parameters: readonly string[], log: string): ChildProcess {
  const script =
    'umask 077; exec 3<&0; "$@" 3<&- & mongod=$!; (while read -r _ <&3; do :; done; kill -TERM $mongod) 2>/dev/null >/dev/null & watch=$!; ' +
    "wait $mongod; code=$?; kill $watch 2>/dev/null; exit $code";
  const child = spawn("/bin/sh", ["-c", script, "mongod", binary, ...parameters], { detached: true, stdio: ["pipe", "pipe", "pipe"] });
  const lines = createWriteStream(log, { mode: 0o600 });
  lines.on("error", () => undefined);
  child.stdout?.pipe(lines, { end: false });
  child.stderr?.pipe(lines, { end: false });
  child.stdin?.on("error", () => undefined);
  child.once("close", () => lines.end());
  return child;
}

/** The group is the shell's own, and the shell is our child: nothing that we didn't start is in it. */
function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, "SIGKILL");
}

async function readFailure(log: string): Promise<{ reason: Failure; line: string }> {
  const text = await readFile(log, "utf8").catch(() => "");
  const line =
    text
      .split("\n")
      .filter((entry) => /"s":"[EF]"/.test(entry))[0]
      ?.slice(0, 600) ?? "";
  const reason = SIGNS.find(([sign]) => sign.test(text))?.[1] ?? "STOPPED";
  return { reason, line };
}

const SIGNS: readonly (readonly [RegExp, Failure])[] = [
  [/DBPathInUse/, "FOLDER_IN_USE"],
  [/Address already in use|SocketException/, "PORT_IN_USE"],
  [/No space left on device|ENOSPC/, "NO_SPACE"],
  [/featureCompatibilityVersion.{0,200}(invalid|wrong|Wrong)|UPGRADE PROBLEM|unsupported WiredTiger file version/, "OTHER_VERSION"],
];

function explain(reason: Failure, { dataFolder, binary }: StartMongodOptions, port: number, line: string): string {
  switch (reason) {
    case "FOLDER_IN_USE":
      return `Another MongoDB is using ${dataFolder}: stop the hub that runs there, or start this one in another folder.`;
    case "PORT_IN_USE":
      return `Port ${port} on 127.0.0.1 is taken: stop the program that uses it, or leave the port out and the hub finds one.`;
    case "NO_SPACE":
      return `The disk that holds ${dataFolder} is full: free some space and start again; nothing that was acknowledged is lost.`;
    case "OTHER_VERSION":
      return `The data in ${dataFolder} was written by another version of MongoDB than ${binary}: use that version, or move the folder away.`;
    case "STOPPED":
      return `MongoDB stopped while it started; the reason is in ${join(dataFolder, "mongod.log")}${line === "" ? "." : `: ${line}`}`;
  }
}

async function prepareFolder(files: string): Promise<void> {
  try {
    await mkdir(files, { recursive: true, mode: 0o700 });
    await access(files, constants.W_OK);
    // mongod takes its own lock afresh; a lock file of a killed one says nothing but is asked about by older versions.
    await rm(join(files, "mongod.pid"), { force: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    const what =
      code === "ENOSPC"
        ? "the disk is full: free some space"
        : "it can't be written to: give yourself the right, or start in another folder";
    throw new Error(`The hub keeps its data in ${files}, and ${what} (${code}).`);
  }
}
