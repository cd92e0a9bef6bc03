import { chmod, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { findCaveat } from "@actionline/agencies/feed/folder-caveat";
import { openLog } from "@actionline/gateway/observe/open-log";
import { DEFAULT_SETTINGS, type ExampleQuestion, type GatewaySettings } from "@actionline/gateway/settings";
import { connectIndex } from "@actionline/kit/connect-index";
import { QUESTIONS } from "../demonstration/questions";
import { isPortFree } from "../mongod/free-port";
import { openMongod } from "../mongod/open-mongod";
import { tellWhenSlow } from "../tell-when-slow";
import { chooseDatabase } from "./choose-database";
import { loadDemonstrationOnce, nameSnapshot } from "./first-load";
import { openGateways } from "./gateways/open-gateways";
import { loadFolder } from "./load-folder";
import { type Hub, openHub } from "./open-hub";
import { readSettings } from "./settings-file";
import { atMostEverySecond, INVENTED, ON_TRIAL, tellFile, tellHub } from "./tell-hub";

export interface RunHubOptions {
  readonly port: number;
  readonly data?: string | undefined;
  /** Takes the folder's files in on trial, into a database of their own. */
  readonly sandbox?: boolean | undefined;
  readonly mongodb?: string | undefined;
  readonly caveat?: string | undefined;
  /** Where the structured log goes: a file, or "-" for the terminal. */
  readonly log?: string | undefined;
  /** Processes that answer; with 0 the hub's own does. */
  readonly gateways?: number | undefined;
  /** A file of gateway settings. */
  readonly settings?: string | undefined;
  readonly say: (line: string) => void;
}

const HOST = "127.0.0.1";

/** What has to be ended, the last opened first. */
type Endings = (() => Promise<void>)[];

/** Runs a hub until the signal; whatever was started by then is ended in order, however far it came. */
export async function runHub(options: RunHubOptions, stop: AbortSignal): Promise<void> {
  const endings: Endings = [];
  const stopped = new Promise<void>((resolve) => stop.addEventListener("abort", () => resolve(), { once: true }));
  const running = bringUp(options, endings, stop);
  try {
    await Promise.race([running.then(() => stopped), stopped]);
  } finally {
    if (stop.aborted) options.say("Stopping: running requests finish, then the database…");
    for (const end of endings.reverse()) await end();
    // A load that was under way when it was told to stop fails by that, and has nothing more to say.
    await running.catch((error: unknown) => {
      if (!stop.aborted) throw error;
    });
  }
}

async function bringUp({ port, data, mongodb, log, say, ...given }: RunHubOptions, endings: Endings, stop: AbortSignal): Promise<void> {
  const { name, space, folder } = await chooseDatabase(data, given.sandbox);
  const own = given.settings === undefined ? { identity: {}, gateway: {}, notices: {} } : await readSettings(given.settings);
  await refuseTakenPort(port);
  const home = resolve(".actionline");
  await makeHome(home, say);
  const mongod = await openMongod({ folder: home, uri: mongodb, share: false, say });
  endings.push(() => mongod.stop());
  if (stop.aborted) return;
  const { client, db, close } = await connectIndex(mongod.uri, name);
  endings.push(close);
  const logger = openLog(log === "-" ? null : (log ?? join(home, "hub.log")));
  const caveat = folder === null ? null : (given.caveat ?? (await findCaveat(folder)));
  const sandbox = space === "SANDBOX";
  const said = folder === null ? [INVENTED] : [sandbox ? ON_TRIAL : null, caveat];
  // Whoever tries how an agency joins has its server beside the hub. Over real records only the operator may say so: it lets the
  // hub read what else listens on its machine.
  const onTrial = folder === null;
  // Whether it is a sandbox is not for an operator to say: it follows from where the records are.
  const settings = { allowLocalAgencies: onTrial, ...settingsOf(own.gateway, said, folder === null ? QUESTIONS : []), sandbox };
  // Links in mails and feeds lead to this machine until the operator names the hub's public address.
  const notices = { allowLocalWebhooks: onTrial, ...(port !== 0 && { publicUrl: `http://${HOST}:${port}` }), ...own.notices };
  const hub = await tellWhenSlow(
    openHub({ client, db, space, logger, settings, notices, identity: own.identity, outbox: join(home, "outbox"), home, workers: true }),
    "Reading the log into memory…",
    say,
  );
  endings.push(() => hub.close());
  if (stop.aborted) return;
  await load(hub, folder, caveat, say);
  if (stop.aborted) return;
  const serve = async (): Promise<{ url: string }> => {
    const { gateways: count = 0 } = given;
    if (count === 0) return hub.listen(port, HOST);
    const { graceMs } = { ...DEFAULT_SETTINGS, ...settings };
    const where = { home, mongodb: mongod.uri, database: name, log: log === "-" ? null : (log ?? join(home, "hub.log")) };
    const gateways = await openGateways({ hub, count, settings, notices, port, host: HOST, ...where, graceMs, logger });
    endings.push(() => gateways.close());
    return gateways;
  };
  const { url } = await serve();
  await tellHub({ hub, url, home, folder, sandbox, caveat, say });
}

/** An operator may add to what has to be said, and not leave it out. */
function settingsOf(
  own: Partial<GatewaySettings>,
  said: readonly (string | null)[],
  questions: readonly ExampleQuestion[],
): Partial<GatewaySettings> {
  const notices = [...said, own.notice ?? null].filter((text) => text !== null);
  const examples = questions.map(({ title, query }) => ({ title, query }));
  return { examples, ...own, notice: notices.length === 0 ? null : notices.join(" ") };
}

async function load(hub: Hub, folder: string | null, caveat: string | null, say: (line: string) => void): Promise<void> {
  const slowly = atMostEverySecond(say);
  if (folder === null) {
    if (await loadDemonstrationOnce(hub, slowly)) say("The demonstration set is loaded; every agency in it is invented.");
    return;
  }
  const outcomes = await loadFolder(hub, folder, caveat, {
    onProgress: (source, { read }) => slowly(`Harvesting ${source}: ${read} records…`),
    onDone: (outcome) => tellFile(outcome, say),
  });
  if (outcomes.some(({ report }) => report !== null)) await nameSnapshot(hub, `harvest-${hub.clock().toISOString().slice(0, 10)}`);
}

async function refuseTakenPort(port: number): Promise<void> {
  if (await isPortFree(port, HOST)) return;
  const hub = await fetch(`http://${HOST}:${port}/healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
  const who = hub?.ok === true ? "a hub that runs already" : "another program";
  throw new Error(`Port ${port} of ${HOST} is taken by ${who}: stop it, or start this hub with --port ${port + 1}.`);
}

/** It holds private records, and the database that serves them asks nobody who they are. */
async function makeHome(home: string, say: (line: string) => void): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "ENOSPC"
        ? `The disk is full, and the hub keeps its data in ${home}: free about 1 GB and start again.`
        : `The hub keeps its data in ${home}, which can't be made (${error.code}): start it in a folder that you may write to.`,
    );
  });
  // One that an earlier version made may be open to everyone.
  await chmod(home, 0o700).catch((error: NodeJS.ErrnoException) => {
    say(`${home} belongs to another user and can't be closed to others (${error.code}): whoever may read it can read private records.`);
  });
}
