import type { Point } from "@actionline/kit/point";
import type { Mirror } from "@actionline/mirror/mirror";
import { SourceError } from "../engine/engine-error";
import { abortSignalOf } from "../engine/transport/on-abort";
import { sourceFault } from "../engine/transport/source-faults";
import type { SubgraphAnswer, SubgraphRequest, Transport } from "../engine/transport/transport";
import type { Exchange } from "../exchange";
import type { MirrorReason } from "./agency-answers";
import type { LiveAgency } from "./live/live-agency";
import { MirrorInPlace } from "./mirror-in-place";
import type { RunningStreams } from "./running-streams";
import { ToldAnswers } from "./told-answers";

/** An agency's own server, as far as it is asked. */
export type AskedServer = Pick<LiveAgency, "ask" | "subscribe"> & { readonly breaker: Pick<LiveAgency["breaker"], "state" | "admits"> };

export interface AgencyTransportOptions {
  readonly subgraph: string;
  readonly agency: string;
  /** The agency's server of the moment; null where it has none, or isn't to be asked at it. */
  readonly server: () => AskedServer | null;
  readonly mirror: () => Mirror;
  /** Whether its server isn't believed at the moment. */
  readonly isQuarantined: () => boolean;
  /** The subscriptions that its text in force grants. */
  readonly streams: () => Pick<RunningStreams, "ends">;
  /** Where the log stands: each event of a subscription is answered at its own point. */
  readonly pointNow: () => Promise<Point>;
  readonly now: () => Date;
  /** Told of each question that a mirror may have to answer. */
  readonly onAsked?: ((request: SubgraphRequest<Exchange>) => void) | undefined;
  /** What went wrong with the hub's own mirror, for the log. */
  readonly onFault: (error: unknown) => void;
  /** No supergraph names it any more. */
  readonly onClose: () => Promise<void>;
}

type Request = SubgraphRequest<Exchange>;

/**
 * The way to one agency's subgraph: its own server, or the hub's mirror of it where that doesn't answer. A question is
 * answered whole by the one or the other, and never an entity by both within one request. What is changed is never mirrored.
 */
export class AgencyTransport implements Transport<Exchange> {
  readonly trusted = false;
  readonly #options: AgencyTransportOptions;
  readonly #told: ToldAnswers;
  readonly #mirror: MirrorInPlace;
  /** The newest that the server said its values are as of. */
  #newest = Number.NEGATIVE_INFINITY;

  constructor(options: AgencyTransportOptions) {
    const { subgraph, agency, now, mirror, onFault } = options;
    this.#options = options;
    this.#told = new ToldAnswers(subgraph, agency, now);
    this.#mirror = new MirrorInPlace({ mirror, told: this.#told, onFault });
  }

  async ask(request: Request): Promise<SubgraphAnswer> {
    const { subgraph } = this.#options;
    const live = this.#options.server();
    if (request.operation.kind !== "query") {
      if (live === null) throw sourceFault(subgraph, "SOURCE_UNAVAILABLE");
      return this.#told.live(await live.ask(request, Number.POSITIVE_INFINITY), request);
    }
    this.#options.onAsked?.(request);
    const notAsked = live === null ? "NO_SERVER" : this.#notAskedWhy(request);
    if (live === null || notAsked !== null)
      return this.#mirror.answer(request, notAsked ?? "NO_SERVER", sourceFault(subgraph, "NOT_MIRRORED"));
    return this.#liveOrMirror(live, request);
  }

  /**
   * Events of the agency's own server, which nothing answers for in its place. It ends with an error that says why as soon as
   * the text that grants it isn't in force any more, or the server isn't believed.
   */
  async *subscribe(request: Request): AsyncGenerator<SubgraphAnswer, void> {
    const { subgraph, server, isQuarantined, streams, pointNow } = this.#options;
    const [live, { ends }] = [server(), streams()];
    if (live === null || isQuarantined()) throw sourceFault(subgraph, "SOURCE_UNAVAILABLE");
    // Planned by an earlier text, and begun when those of its kind had been ended: nobody would end it any more.
    if (request.isOfPast?.() === true) throw sourceFault(subgraph, "SOURCE_CHANGED");
    ends.throwIfAborted();
    for await (const event of live.subscribe({ ...request, signal: AbortSignal.any([abortSignalOf(request.signal), ends]) })) {
      const point = await pointNow();
      ends.throwIfAborted();
      request.scope.beginEvent(point);
      yield this.#told.live(event, request);
    }
    ends.throwIfAborted();
  }

  close(): Promise<void> {
    return this.#options.onClose();
  }

  /** Why the server isn't asked at all; null where it is. */
  #notAskedWhy({ scope }: Request): MirrorReason | null {
    if (scope.request?.asOf.latest === false) return "PAST_POINT";
    return this.#options.isQuarantined() ? "QUARANTINED" : null;
  }

  async #liveOrMirror(live: AskedServer, request: Request): Promise<SubgraphAnswer> {
    const tooLate = sourceFault(this.#options.subgraph, "SOURCE_UNAVAILABLE");
    if (this.#told.holds(request, "MIRROR")) return this.#mirror.instead(request, tooLate);
    const aside = live.breaker.state === "HALF_OPEN" ? await this.#probedAside(live, request) : null;
    if (aside !== null) return aside;
    const answer = await this.#asked(live, request);
    if (answer instanceof SourceError) return this.#mirror.instead(request, answer);
    const newer = await this.#newerThan(answer, request);
    if (newer !== null) return newer;
    // Another question of the same request may have met the mirror meanwhile.
    return this.#told.holds(request, "MIRROR") ? this.#mirror.instead(request, tooLate) : this.#told.live(answer, request);
  }

  /**
   * Sees whether a server is back while the mirror answers, so that nobody waits for one that isn't; null where the mirror
   * doesn't hold all of it.
   */
  async #probedAside(live: AskedServer, request: Request): Promise<SubgraphAnswer | null> {
    const mirrored = await this.#mirror.whole(request, "SOURCE_CIRCUIT_OPEN");
    if (mirrored === null || !live.breaker.admits) return mirrored;
    // It goes on when whoever asked has their answer.
    const aside = { ...request, signal: new AbortController().signal };
    live.ask(aside, Number.POSITIVE_INFINITY).catch((error: unknown) => {
      if (!(error instanceof SourceError)) this.#options.onFault(error);
    });
    return mirrored;
  }

  /** What the mirror holds in place of an answer that is older than the server's earlier ones; null where that isn't so. */
  async #newerThan({ asOf }: SubgraphAnswer, request: Request): Promise<SubgraphAnswer | null> {
    if (asOf === undefined) return null;
    const isOlder = asOf.getTime() < this.#newest;
    this.#newest = Math.max(this.#newest, asOf.getTime());
    return isOlder ? this.#mirror.whole(request, "OLDER_THAN_MIRROR", asOf.getTime()) : null;
  }

  /** What the server answered, or the fault that this is nothing to use. */
  async #asked(live: AskedServer, request: Request): Promise<SubgraphAnswer | SourceError> {
    try {
      const answer = await live.ask(request, shareOf(request.scope));
      return isEmpty(answer) ? sourceFault(this.#options.subgraph, "SOURCE_ERROR", answer.errors[0]) : answer;
    } catch (error) {
      if (error instanceof SourceError) return error;
      throw error;
    }
  }
}

/** Half of what is left of a request's time, so that there is enough for whoever answers instead, and for others. */
function shareOf({ deadline }: Exchange): number {
  return deadline.left / 2;
}

/** Whether a server gave nothing but errors. */
function isEmpty({ data, errors }: SubgraphAnswer): boolean {
  return errors.length > 0 && (data === null || Object.values(data).every((value) => value === null));
}
