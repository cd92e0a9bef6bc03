import { type Collection, type Db, MongoServerError } from "mongodb";
import type { CallServer } from "../conformance/conformance";
import { objectOf } from "../conformance/conformance";
import { compareServed } from "../conformance/served-sdl";
import { openRecords } from "../publish/versions";
import type { ServerTroubles } from "./server-troubles";

export interface DriftWatchOptions {
  readonly db: Db;
  readonly troubles: ServerTroubles;
  /** Agencies whose servers are asked at the moment, and where. */
  readonly hosted: () => readonly { readonly agency: string; readonly url: string }[];
  /** The guarded way to a server. */
  readonly callOf: (url: string) => CallServer;
  readonly clock: () => Date;
  /** Milliseconds between two looks at one server. */
  readonly everyMs: number;
}

/** Who looks next at an agency's server, and when: one document an agency. */
interface StoredLook {
  readonly _id: string;
  readonly next: Date;
}

const DUPLICATE_KEY = 11_000;
/** Servers that are asked at the same time. */
const AT_ONCE = 4;

/** Looks now and then whether agencies' servers still serve what was published; of several replicas, one at each. */
export class DriftWatch {
  readonly #options: DriftWatchOptions;
  readonly #looks: Collection<StoredLook>;

  constructor(options: DriftWatchOptions) {
    this.#options = options;
    this.#looks = options.db.collection("registry_looks");
  }

  /** Looks at every server that is due; returns how many that were. */
  async look(): Promise<number> {
    const { db, troubles, clock, hosted } = this.#options;
    const servers = hosted();
    for (const { agency } of await troubles.lasting("SCHEMA_DRIFT")) {
      if (!servers.some((server) => server.agency === agency)) await troubles.end(agency, "SCHEMA_DRIFT", clock());
    }
    const due: (typeof servers)[number][] = [];
    for (const server of servers) if (await this.#claims(server.agency)) due.push(server);
    if (due.length === 0) return 0;
    const records = await openRecords(db);
    for (let at = 0; at < due.length; at += AT_ONCE) {
      await Promise.all(due.slice(at, at + AT_ONCE).map(({ agency, url }) => this.#lookAt(agency, url, records.get(agency)?.sdl)));
    }
    return due.length;
  }

  /** Whoever moves the time of the next look on is the one who looks. */
  async #claims(agency: string): Promise<boolean> {
    const now = this.#options.clock();
    const next = new Date(now.getTime() + this.#options.everyMs);
    try {
      await this.#looks.updateOne({ _id: agency, next: { $lte: now } }, { $set: { next } }, { upsert: true });
      return true;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
      throw error;
    }
  }

  async #lookAt(agency: string, url: string, published: string | undefined): Promise<void> {
    if (published === undefined) return;
    const { callOf, troubles, clock } = this.#options;
    const answer = await callOf(url)("{ _service { sdl } }", {}).catch(() => null);
    // A server that doesn't answer is another trouble, and the breaker's.
    if (answer === null) return;
    const reason = driftIn(agency, objectOf(objectOf(answer.data)._service).sdl, published);
    if (reason === null) await troubles.end(agency, "SCHEMA_DRIFT", clock());
    else await troubles.note({ agency, kind: "SCHEMA_DRIFT", reason, until: null, at: clock() });
  }
}

/** In what a server's own text differs from the published one; null where it doesn't. */
function driftIn(agency: string, served: unknown, published: string): string | null {
  if (typeof served !== "string") return "The server doesn't tell its schema any more: it gives no text for _service { sdl }.";
  const drift = compareServed(agency, served, published);
  return drift.same ? null : drift.reason;
}
