import { type Resolve, resolveByServers } from "@actionline/kit/egress/resolve-public";
import type { HttpRoute } from "@actionline/kit/http-route";
import { agencyOfSubgraph } from "@actionline/schema/agency-names";
import type { Fault } from "../engine/answer/tree";
import type { NamedSubgraph } from "../engine/engine-options";
import { sourceFault } from "../engine/transport/source-faults";
import type { Transport } from "../engine/transport/transport";
import type { Exchange } from "../exchange";
import type { AgenciesOptions, BegunQuarantine } from "./agencies-options";
import { AgencyTransport } from "./agency-transport";
import { keysRoute } from "./identity/keys-route";
import { openLiveAgency } from "./live/open-live-agency";
import { LASTS, Quarantine } from "./quarantine";
import { RunningStreams } from "./running-streams";
import { type AgencyStanding, type ServedAgency, standingOf } from "./served-agency";
import type { ServedSubgraph } from "./served-subgraph";

/** How long a server's old address may still finish what it was asked. */
const FINISHES_MS = 10_000;

/** The agencies of a gateway: the way to each one's subgraph, and how they behaved. */
export class Agencies {
  readonly #options: AgenciesOptions;
  readonly #resolve: Resolve;
  /** By the subgraph's name. */
  readonly #served = new Map<string, ServedAgency>();

  constructor(options: AgenciesOptions) {
    this.#options = options;
    this.#resolve = options.resolve ?? resolveByServers();
  }

  /** Where agencies find the hub's key. */
  get routes(): readonly HttpRoute[] {
    return [keysRoute([this.#options.key.public])];
  }

  /**
   * Makes ready for another supergraph: what it names anew can be asked from now on. What is called when it has taken over
   * sends questions to where its subgraphs are now, and ends the subscriptions that were granted by an earlier text.
   */
  prepare(subgraphs: readonly ServedSubgraph[]): () => void {
    const theirs = subgraphs.filter(({ agency }) => agency !== null);
    for (const subgraph of theirs) if (!this.#served.has(subgraph.name)) this.#serve(subgraph);
    return () => {
      for (const subgraph of theirs) this.#serve(subgraph);
      const named = new Set(theirs.map(({ name }) => name));
      // Questions on their way are still answered; a subscription would go on for as long as nobody ends it.
      for (const [name, { streams }] of this.#served) if (!named.has(name)) streams.close(sourceFault(name, "SOURCE_CHANGED"));
    };
  }

  /** The way to a subgraph, where it is an agency's; null for the hub's own. */
  transportOf({ name, url }: NamedSubgraph): Transport<Exchange> | null {
    const agency = agencyOfSubgraph(name);
    if (agency === null) return null;
    // Without a registry the supergraph itself says where.
    if (!this.#served.has(name)) this.#serve({ name, agency, url: /^https?:/.test(url) ? url : null, sdlHash: null });
    const { logger, asked, now = () => new Date() } = this.#options;
    return new AgencyTransport({
      subgraph: name,
      agency,
      server: () => this.#of(name).live,
      mirror: () => this.#of(name).mirror,
      isQuarantined: () => this.#of(name).quarantine.holds,
      streams: () => this.#of(name).streams,
      pointNow: this.#options.pointNow,
      now,
      onAsked: ({ operation, variables }) => asked?.saw(agency, operation, variables),
      onFault: (error) => logger.error({ agency, err: error }, "the hub's own mirror of an agency failed"),
      onClose: () => this.#forget(name),
    });
  }

  /** Told of what was wrong in answers. */
  note({ subgraph, code }: Fault): void {
    if (subgraph !== null) this.#served.get(subgraph)?.quarantine.note(code);
  }

  /** How agencies' servers stand, by the subgraph's name. */
  get standings(): ReadonlyMap<string, AgencyStanding> {
    return new Map([...this.#served].map(([name, served]) => [name, standingOf(served)]));
  }

  #of(name: string): ServedAgency {
    const served = this.#served.get(name);
    if (served === undefined) throw new Error(`${name} was asked after the last supergraph that names it was gone`);
    return served;
  }

  #serve({ name, agency, url, sdlHash }: ServedSubgraph): void {
    if (agency === null) return;
    const known = this.#served.get(name);
    if (known !== undefined && known.url === url && known.sdlHash === sdlHash && !known.streams.areClosed) return;
    const { mirrorOf, elapsed = () => performance.now() } = this.#options;
    const onBegin = (code: string) => this.#quarantined(name, { agency, code, lastsMs: LASTS });
    const isThere = known?.url === url;
    const live = isThere ? known.live : openLiveAgency({ subgraph: name, agency, url }, this.#options, this.#resolve);
    const quarantine = isThere ? known.quarantine : new Quarantine(elapsed, onBegin);
    this.#served.set(name, { url, sdlHash, live, quarantine, mirror: mirrorOf(agency, sdlHash), streams: new RunningStreams() });
    // What an agency may send is judged with each of its texts anew.
    known?.streams.close(sourceFault(name, "SOURCE_CHANGED"));
    if (known !== undefined && known.live !== live) setTimeout(() => void known.live?.close(), FINISHES_MS).unref();
  }

  #quarantined(name: string, begun: BegunQuarantine): void {
    const { logger, onQuarantine = async () => undefined } = this.#options;
    logger.warn(begun, "an agency's server answers against its contract: its mirror answers for a while");
    this.#served.get(name)?.streams.end(sourceFault(name, "SOURCE_CONTRACT_VIOLATION"));
    onQuarantine(begun).catch((error: unknown) => logger.error({ agency: begun.agency, err: error }, "a quarantine couldn't be noted"));
  }

  async #forget(name: string): Promise<void> {
    const served = this.#served.get(name);
    this.#served.delete(name);
    await served?.live?.close();
  }
}
