import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { connectIndex } from "@actionline/kit/connect-index";
import { pino } from "pino";
import { QUESTIONS } from "../demonstration/questions";
import { isPortFree } from "../mongod/free-port";
import { openMongod } from "../mongod/open-mongod";
import { chooseDatabase } from "./choose-database";
import { loadDemonstrationOnce, nameSnapshot } from "./first-load";
import { loadFolder } from "./load-folder";
import { type Hub, openHub } from "./open-hub";
import { atMostEverySecond, tellFile, tellHub } from "./tell-hub";

export interface RunHubOptions {
  readonly port: number;
  readonly data?: string | undefined;
  readonly mongodb?: string | undefined;
  readonly caveat?: string | undefined;
  /** Where the structured log goes: a file, or "-" for the terminal. */
  readonly log?: string | undefined;
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

async function bringUp({ port, data, mongodb, caveat, log, say }: RunHubOptions, endings: Endings, stop: AbortSignal): Promise<void> {
  const { name, space, folder } = await chooseDatabase(data);
  await refuseTakenPort(port);
  const home = resolve(".actionline");
  await makeHome(home);
  const mongod = await openMongod({ folder: home, uri: mongodb, share: false, say });
  endings.push(() => mongod.stop());
  if (stop.aborted) return;
  const { client, db, close } = await connectIndex(mongod.uri, name);
  endings.push(close);
  const logger = log === "-" ? pino() : pino(pino.destination({ dest: log ?? join(home, "hub.log"), mkdir: true }));
  const examples = folder === null ? QUESTIONS.map(({ title, query }) => ({ title, query })) : [];
  const hub = await openHub({ client, db, space, logger, settings: { examples } });
  endings.push(() => hub.close());
  if (stop.aborted) return;
  await load(hub, folder, caveat ?? null, say);
  if (stop.aborted) return;
  const { url } = await hub.listen(port, HOST);
  await tellHub({ hub, url, home, folder, say });
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

async function makeHome(home: string): Promise<void> {
  await mkdir(home, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "ENOSPC"
        ? `The disk is full, and the hub keeps its data in ${home}: free about 1 GB and start again.`
        : `The hub keeps its data in ${home}, which can't be made (${error.code}): start it in a folder that you may write to.`,
    );
  });
}
