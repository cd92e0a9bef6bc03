import type { Point } from "@actionline/kit/point";
import type { Mirror } from "@actionline/mirror/mirror";
import { SourceError } from "../engine/engine-error";
import { sourceFault } from "../engine/transport/source-faults";
import type { SubgraphAnswer, SubgraphRequest, Transport } from "../engine/transport/transport";
import type { Exchange } from "../exchange";
import type { MirrorReason } from "./agency-answers";
import type { LiveAgency } from "./live/live-agency";
import { type MirroredAnswer, mirroredAnswer } from "./mirrored-answer";
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
  /** The SHA-256 of its text in force; null where nothing says it. */
  readonly textInForce: () => string | null;
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
  /** The newest that the server said its values are as of. */
  #newest = Number.NEGATIVE_INFINITY;

  constructor(options: AgencyTransportOptions) {
    this.#options = options;
    this.#told = new ToldAnswers(options.subgraph, options.agency, options.now);
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
    if (live === null || notAsked !== null) return this.#mirrored(request, notAsked ?? "NO_SERVER", sourceFault(subgraph, "NOT_MIRRORED"));
    return this.#liveOrMirror(live, request);
  }

  /**
   * Events of the agency's own server, which nothing answers for in its place. What was subscribed to under an earlier text
   * ends with the next event: what the agency may send is judged with each text anew.
   */
  async *subscribe(request: Request): AsyncGenerator<SubgraphAnswer, void> {
    const { subgraph, server, isQuarantined, textInForce, pointNow } = this.#options;
    const [live, text] = [server(), textInForce()];
    if (live === null || isQuarantined()) throw sourceFault(subgraph, "SOURCE_UNAVAILABLE");
    for await (const event of live.subscribe(request)) {
      if (isQuarantined() || textInForce() !== text) throw sourceFault(subgraph, "SOURCE_UNAVAILABLE");
      request.scope.beginEvent(await pointNow());
      yield this.#told.live(event, request);
    }
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
    if (this.#told.holds(request, "MIRROR")) return this.#instead(request, tooLate);
    const aside = live.breaker.state === "HALF_OPEN" ? await this.#probedAside(live, request) : null;
    if (aside !== null) return aside;
    const answer = await this.#asked(live, request);
    if (answer instanceof SourceError) return this.#instead(request, answer);
    const newer = await this.#newerThan(answer, request);
    if (newer !== null) return newer;
    // Another question of the same request may have met the mirror meanwhile.
    return this.#told.holds(request, "MIRROR") ? this.#instead(request, tooLate) : this.#told.live(answer, request);
  }

  /**
   * Sees whether a server is back while the mirror answers, so that nobody waits for one that isn't; null where the mirror
   * doesn't hold all of it.
   */
  async #probedAside(live: AskedServer, request: Request): Promise<SubgraphAnswer | null> {
    const mirrored = await this.#wholeOfMirror(request, Number.NEGATIVE_INFINITY);
    if (mirrored === null) return null;
    if (live.breaker.admits) {
      // It goes on when whoever asked has their answer.
      const aside = { ...request, signal: new AbortController().signal };
      live.ask(aside, Number.POSITIVE_INFINITY).catch((error: unknown) => {
        if (!(error instanceof SourceError)) this.#options.onFault(error);
      });
    }
    return this.#told.mirrored(mirrored, "SOURCE_CIRCUIT_OPEN", request);
  }

  /** What the mirror holds in place of an answer that is older than the server's earlier ones; null where that isn't so. */
  async #newerThan({ asOf }: SubgraphAnswer, request: Request): Promise<SubgraphAnswer | null> {
    if (asOf === undefined) return null;
    const isOlder = asOf.getTime() < this.#newest;
    this.#newest = Math.max(this.#newest, asOf.getTime());
    const mirrored = isOlder ? await this.#wholeOfMirror(request, asOf.getTime()) : null;
    return mirrored === null ? null : this.#told.mirrored(mirrored, "OLDER_THAN_MIRROR", request);
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

  /** What the mirror says in place of the server; the server's fault where it says nothing, or where nobody waits any more. */
  async #instead(request: Request, fault: SourceError): Promise<SubgraphAnswer> {
    if (!request.signal.aborted && !this.#told.holds(request, "LIVE")) return this.#mirrored(request, fault.code, fault);
    this.#told.nobody(request, fault.code);
    throw fault;
  }

  async #mirrored(request: Request, reason: MirrorReason, fault: SourceError): Promise<SubgraphAnswer> {
    this.#told.claimForMirror(request);
    const mirrored = await this.#ofMirror(request);
    // A mirror that holds nothing of it says no more than that the server failed, and that is the better reason.
    if (mirrored !== null && (mirrored.asOf !== null || fault.code === "NOT_MIRRORED"))
      return this.#told.mirrored(mirrored, reason, request);
    this.#told.nobody(request, reason);
    throw fault;
  }

  /** What the mirror holds, claimed for it: null unless it is all of what was asked, read after an instant, and none of it was answered live. */
  async #wholeOfMirror(request: Request, after: number): Promise<MirroredAnswer | null> {
    const mirrored = await this.#ofMirror(request);
    if (mirrored === null || mirrored.asOf === null || mirrored.answer.errors.length > 0) return null;
    if (mirrored.asOf.getTime() <= after || this.#told.holds(request, "LIVE")) return null;
    this.#told.claimForMirror(request);
    return mirrored;
  }

  /** Null where the hub's own mirror fails. */
  async #ofMirror(request: Request): Promise<MirroredAnswer | null> {
    try {
      return await mirroredAnswer(this.#options.mirror(), request);
    } catch (error) {
      this.#options.onFault(error);
      return null;
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
