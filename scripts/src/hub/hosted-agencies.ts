import { join } from "node:path";
import { newHubKey, openHubKey } from "@actionline/gateway/agencies/identity/hub-key";
import type { SupergraphSource } from "@actionline/gateway/agencies/swap/followed-supergraph";
import type { Following } from "@actionline/gateway/agencies/swap/open-following";
import type { GatewayOptions, GivenAgencies } from "@actionline/gateway/gateway";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { ArgumentSets } from "@actionline/mirror/asked/argument-sets";
import type { Mirror, MirrorAnswer, MirrorQuestion } from "@actionline/mirror/mirror";
import { StoredMirror } from "@actionline/mirror/stored-mirror";
import { readActive, readActiveNumber } from "@actionline/registry/active-supergraph";
import { ServerTroubles } from "@actionline/registry/troubles/server-troubles";
import type { Db } from "mongodb";
import { noteQuarantine } from "./server-watch";

export interface HostedAgenciesOptions {
  readonly db: Db;
  /** A folder for what outlives a process: the hub's key, and the last supergraph. Null for neither. */
  readonly home: string | null;
  /** Whether new supergraphs are looked for; without, the one in force at the start serves. */
  readonly follows: boolean;
  /** Whether it only looks: then it isn't noted what agencies are asked. */
  readonly observe?: boolean | undefined;
  readonly clock?: (() => Date) | undefined;
  /** Milliseconds before the first look. */
  readonly after?: number | undefined;
}

/** What a gateway is given of agencies and of the supergraph in force: the same in the hub's process and in gateways of their own. */
export async function hostedAgencies(options: HostedAgenciesOptions): Promise<Required<Pick<GatewayOptions, "agencies" | "following">>> {
  const { db, home, follows, observe, after, clock = () => new Date() } = options;
  const agencies: GivenAgencies = {
    key: home === null ? newHubKey() : await openHubKey(join(home, "hub-key.pem")),
    ...(observe !== true && {
      asked: new ArgumentSets(db, clock),
      onQuarantine: (begun) => noteQuarantine(new ServerTroubles(db), begun, clock()),
    }),
    mirrorOf: (agency, sdlHash) => new MirrorInForce(db, agency, sdlHash),
  };
  const following: Following = {
    source: sourceOf(db),
    keptIn: home === null ? null : join(home, "last-supergraph.graphql"),
    looks: follows,
    ...(after !== undefined && { after }),
  };
  return { agencies, following };
}

const sourceOf = (db: Db): SupergraphSource => ({ number: () => readActiveNumber(db), read: () => readActive(db) });

/** The mirror of an agency's text in force, which is read when the mirror is first asked. */
class MirrorInForce implements Mirror {
  readonly #db: Db;
  readonly #agency: string;
  readonly #sdlHash: string | null;
  #mirror: Promise<Mirror> | null = null;

  constructor(db: Db, agency: string, sdlHash: string | null) {
    this.#db = db;
    this.#agency = agency;
    this.#sdlHash = sdlHash;
  }

  async answer(question: MirrorQuestion): Promise<MirrorAnswer> {
    this.#mirror ??= this.#open();
    // What couldn't be read now may be read the next time.
    this.#mirror.catch(() => {
      this.#mirror = null;
    });
    return (await this.#mirror).answer(question);
  }

  async #open(): Promise<Mirror> {
    const [db, agency, sdlHash] = [this.#db, this.#agency, this.#sdlHash];
    const wanted = sdlHash === null ? { subject: agency, to: OPEN } : { subject: agency, "record.sdlHash": sdlHash };
    const found = await versionsOf(db, "SUBGRAPH").findOne(wanted, { sort: { from: -1 } });
    const sdl = found?.record?.sdl;
    if (sdl === undefined) throw new Error(`the text of ${agency}'s subgraph isn't in the log`);
    return new StoredMirror({ db, agency, sdl });
  }
}
