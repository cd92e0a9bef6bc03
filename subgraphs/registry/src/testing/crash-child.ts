import { connectIndex } from "@actionline/kit/connect-index";
import { Appender } from "@actionline/log/appender";
import { DEFAULT_LIMITS } from "../limits";
import { prepare } from "../prepare";
import type { CrashPoint } from "../registry-options";
import { openOver } from "./open-over";
import { HONEST } from "./small-hub";
import { publisherOf } from "./start-registry";

/** What the process is to do: publish, and die at a moment of it. NAIVE writes the log, then what is in force: the way not to do it. */
export interface CrashOrder {
  readonly uri: string;
  readonly database: string;
  readonly point: CrashPoint;
  readonly variant: "TOGETHER" | "NAIVE";
}

process.once("message", (order: CrashOrder) => void publishAndDie(order));

async function publishAndDie({ uri, database, point, variant }: CrashOrder): Promise<void> {
  const { client, db } = await connectIndex(uri, database);
  const appender = await Appender.acquire(client, db, { space: "DEMONSTRATION", leaseMs: 1_000 });
  if (variant === "NAIVE") {
    const { sdl, sdlHash } = prepare("nordlys", HONEST, DEFAULT_LIMITS);
    const record = { id: "nordlys", agency: "nordlys", sdl, sdlHash, url: null, publish: 1, quarantined: null };
    await appender.append([{ kind: "SUBGRAPH", subject: "nordlys", operation: "UPSERT", owner: "nordlys", record }]);
    die();
  }
  const registry = await openOver(db, appender, { at: (reached) => (reached === point && armed ? die() : undefined) });
  // What it writes while it opens is no publish.
  armed = true;
  await registry.publish({ agency: "nordlys", sdl: HONEST, url: null }, publisherOf("nordlys"));
  process.exit(0);
}

let armed = false;

function die(): void {
  process.kill(process.pid, "SIGKILL");
}
