import { type Resolve, resolveByServers } from "@actionline/kit/egress/resolve-public";
import type { HttpRoute } from "@actionline/kit/http-route";
import type { Point } from "@actionline/kit/point";
import type { ArgumentSets } from "@actionline/mirror/asked/argument-sets";
import type { Mirror } from "@actionline/mirror/mirror";
import { agencyOfSubgraph } from "@actionline/schema/agency-names";
import type { Logger } from "pino";
import type { Fault } from "../engine/answer/tree";
import type { NamedSubgraph } from "../engine/engine-options";
import type { Transport } from "../engine/transport/transport";
import type { Exchange } from "../exchange";
import { type AgencyPolicy, policyOf } from "./agency-policy";
import { AgencyTransport } from "./agency-transport";
import type { HubKey } from "./identity/hub-key";
import { keysRoute } from "./identity/keys-route";
import type { BreakerRules, BreakerState } from "./live/breaker";
import { guardedConnector } from "./live/guarded-connector";
import { LiveAgency } from "./live/live-agency";
import { LASTS, Quarantine } from "./quarantine";

export interface AgenciesOptions {
  /** The mirror of an agency's subgraph, by the text's SHA-256 where a registry says which one is in force. */
  readonly mirrorOf: (agency: string, sdlHash: string | null) => Mirror;
  /** Where it is noted with which arguments agencies' fields are asked; nowhere where absent. */
  readonly asked?: Pick<ArgumentSets, "saw"> | undefined;
  readonly key: HubKey;
  /** What the hub calls itself to agencies. */
  readonly hub: string;
  /** By agency; "*" for all of them. */
  readonly policies: Readonly<Record<string, Partial<AgencyPolicy>>>;
  /** Lets agencies' servers run on this machine, by http too: for tests and demonstrations only. */
  readonly allowLocal: boolean;
  /** Whether questions that are alike are asked once while they are under way. */
  readonly shares?: boolean | undefined;
  readonly logger: Logger;
  /** Where the log stands. */
  readonly pointNow: () => Promise<Point>;
  /** Told where an agency's server isn't believed for a while. */
  readonly onQuarantine?: ((begun: BegunQuarantine) => Promise<void>) | undefined;
  readonly resolve?: Resolve | undefined;
  readonly breaker?: BreakerRules | undefined;
  readonly now?: (() => Date) | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly elapsed?: (() => number) | undefined;
  /** From 0 to 1, 1 excluded. */
  readonly random?: (() => number) | undefined;
}

/** That an agency's mirror answers in place of its server, for which of its answers, and how long. */
export interface BegunQuarantine {
  readonly agency: string;
  readonly code: string;
  readonly lastsMs: number;
}

/** An agency's subgraph in force, as the registry tells it. */
export interface ServedSubgraph {
  readonly name: string;
  /** Null for one of the hub's own. */
  readonly agency: string | null;
  /** Null where its mirror answers alone. */
  readonly url: string | null;
  readonly sdlHash: string | null;
}

interface Served {
  readonly url: string | null;
  readonly sdlHash: string | null;
  readonly live: LiveAgency | null;
  readonly mirror: Mirror;
  readonly quarantine: Quarantine;
}

/** How an agency's server stands: whether it is asked, and where not, why. */
export type AgencyStanding = BreakerState | "QUARANTINED" | "NO_SERVER";

function standingOf({ live, quarantine }: Served): AgencyStanding {
  if (live === null) return "NO_SERVER";
  return quarantine.holds ? "QUARANTINED" : live.breaker.state;
}

/** How long a server's old address may still finish what it was asked. */
const FINISHES_MS = 10_000;

/** The agencies of a gateway: the way to each one's subgraph, and how they behaved. */
export class Agencies {
  readonly #options: AgenciesOptions;
  readonly #resolve: Resolve;
  /** By the subgraph's name. */
  readonly #served = new Map<string, Served>();

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
   * sends questions to where its subgraphs are now.
   */
  prepare(subgraphs: readonly ServedSubgraph[]): () => void {
    const theirs = subgraphs.filter(({ agency }) => agency !== null);
    for (const subgraph of theirs) if (!this.#served.has(subgraph.name)) this.#serve(subgraph);
    return () => {
      for (const subgraph of theirs) this.#serve(subgraph);
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
      textInForce: () => this.#of(name).sdlHash,
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

  #of(name: string): Served {
    const served = this.#served.get(name);
    if (served === undefined) throw new Error(`${name} was asked after the last supergraph that names it was gone`);
    return served;
  }

  #serve({ name, agency, url, sdlHash }: ServedSubgraph): void {
    if (agency === null) return;
    const known = this.#served.get(name);
    if (known !== undefined && known.url === url && known.sdlHash === sdlHash) return;
    const { mirrorOf, elapsed = () => performance.now() } = this.#options;
    const onBegin = (code: string) => this.#quarantined({ agency, code, lastsMs: LASTS });
    const live = known?.url === url ? known.live : this.#liveOf(name, agency, url);
    const quarantine = known?.url === url ? known.quarantine : new Quarantine(elapsed, onBegin);
    this.#served.set(name, { url, sdlHash, live, quarantine, mirror: mirrorOf(agency, sdlHash) });
    if (known !== undefined && known.live !== live) setTimeout(() => void known.live?.close(), FINISHES_MS).unref();
  }

  #quarantined(begun: BegunQuarantine): void {
    const { logger, onQuarantine = async () => undefined } = this.#options;
    logger.warn(begun, "an agency's server answers against its contract: its mirror answers for a while");
    onQuarantine(begun).catch((error: unknown) => logger.error({ agency: begun.agency, err: error }, "a quarantine couldn't be noted"));
  }

  #liveOf(subgraph: string, agency: string, url: string | null): LiveAgency | null {
    const policy = policyOf(agency, this.#options.policies);
    if (!policy.live || url === null) return null;
    const { key, hub, breaker, allowLocal, shares, now = () => new Date() } = this.#options;
    const { elapsed = () => performance.now(), random = Math.random } = this.#options;
    const onSwitch = (isAsked: boolean) => {
      const what = isAsked ? "an agency's server answers again" : "an agency's server doesn't answer: its mirror does for a while";
      this.#options.logger.warn({ subgraph }, what);
    };
    const connector = guardedConnector({ subgraph, url: new URL(url), policy, resolve: this.#resolve, allowLocal });
    return new LiveAgency({ subgraph, url, policy, connector, signer: { hub, key, now }, breaker, elapsed, random, shares, onSwitch });
  }

  async #forget(name: string): Promise<void> {
    const served = this.#served.get(name);
    this.#served.delete(name);
    await served?.live?.close();
  }
}
