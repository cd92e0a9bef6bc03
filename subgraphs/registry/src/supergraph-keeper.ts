import type { Change } from "@actionline/log/log-entry";
import { subgraphNameOf } from "@actionline/schema/agency-names";
import type { SubgraphRecord } from "@actionline/schema/federation-records";
import type { ClientSession } from "mongodb";
import { type ActiveSubgraph, type ActiveSupergraph, activate, prepareSupergraphs, readActive } from "./active-supergraph";
import { hashOf } from "./prepare";
import type { RegistryOptions } from "./registry-options";
import { type ServedAgency, servedAgency } from "./served-agency";

/** What is to be in force next, and the entries that say why. */
export interface Next {
  readonly supergraphSdl: string;
  readonly served: readonly ServedAgency[];
  /** By agency, what the log is to say. */
  readonly changes: readonly Change<"SUBGRAPH">[];
  /** Addresses of those that are served and aren't among the changes stay. */
  readonly urls: ReadonlyMap<string, string | null>;
}

export type AlongsideNext = (session: ClientSession, active: ActiveSupergraph) => Promise<void>;

/** Keeps what is in force: log entries, supergraph and the pointer to it change together or not at all. */
export class SupergraphKeeper {
  readonly #options: RegistryOptions;
  readonly #listeners = new Set<(active: ActiveSupergraph) => void>();
  #active: ActiveSupergraph | null = null;
  #served: readonly ServedAgency[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  /** Reads what is in force; null where nothing is yet. */
  async read(records: ReadonlyMap<string, SubgraphRecord>): Promise<ActiveSupergraph | null> {
    if (this.#options.observe !== true) await prepareSupergraphs(this.#options.db);
    this.#active = await readActive(this.#options.db);
    const listed = new Set(this.#active?.subgraphs.flatMap(({ agency }) => agency ?? []));
    this.#served = [...records.values()].filter(({ agency }) => listed.has(agency)).map(({ agency, sdl }) => servedAgency(agency, sdl));
    return this.#active;
  }

  get active(): ActiveSupergraph | null {
    return this.#active;
  }

  get served(): readonly ServedAgency[] {
    return this.#served;
  }

  urlOf(agency: string): string | null {
    return this.#active?.subgraphs.find((subgraph) => subgraph.agency === agency)?.url ?? null;
  }

  onChange(callback: (active: ActiveSupergraph) => void): () => void {
    this.#listeners.add(callback);
    return () => void this.#listeners.delete(callback);
  }

  /**
   * Puts the next one in force where nothing came between; null where something did, and everything is to be judged anew.
   *
   * @param number of the one that the next was judged against
   */
  replace(number: number, next: Next, alongside: AlongsideNext): Promise<ActiveSupergraph | null> {
    const turn = this.#turn.then(() => this.#replace(number, next, alongside));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #replace(number: number, next: Next, alongside: AlongsideNext): Promise<ActiveSupergraph | null> {
    if ((this.#active?.number ?? 0) !== number) return null;
    const { appender, db, at: reach = () => undefined, clock = () => new Date() } = this.#options;
    reach("ADMITTED");
    const facts = {
      number: number + 1,
      hash: hashOf(next.supergraphSdl),
      sdl: next.supergraphSdl,
      subgraphs: this.#listOf(next),
      at: clock(),
    };
    let active: ActiveSupergraph | null = null;
    await appender.append(next.changes, async (session, { sequence }) => {
      reach("LOGGED");
      active = { ...facts, sequence };
      if (!(await activate(db, active, session))) throw new Error("another process composed meanwhile");
      await alongside(session, active);
      reach("STORED");
    });
    reach("COMMITTED");
    this.#active = active;
    this.#served = next.served;
    if (active !== null) for (const listener of this.#listeners) listener(active);
    return active;
  }

  #listOf({ served, urls }: Next): ActiveSubgraph[] {
    const hub = this.#options.hub.map(({ name, sdl }) => ({ name, agency: null, url: null, sdlHash: hashOf(sdl) }));
    const agencies = served.map(({ agency, sdl }) => {
      const url = urls.has(agency) ? (urls.get(agency) ?? null) : this.urlOf(agency);
      return { name: subgraphNameOf(agency), agency, url, sdlHash: hashOf(sdl) };
    });
    return [...hub, ...agencies].sort((one, other) => (one.name < other.name ? -1 : 1));
  }
}
