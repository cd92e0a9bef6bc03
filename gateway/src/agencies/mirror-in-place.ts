import type { Mirror } from "@actionline/mirror/mirror";
import type { SourceError } from "../engine/engine-error";
import type { SubgraphAnswer, SubgraphRequest } from "../engine/transport/transport";
import type { Exchange } from "../exchange";
import type { MirrorReason } from "./agency-answers";
import { type MirroredAnswer, mirroredAnswer } from "./mirrored-answer";
import type { ToldAnswers } from "./told-answers";

export interface MirrorInPlaceOptions {
  readonly mirror: () => Mirror;
  readonly told: ToldAnswers;
  /** What went wrong with the hub's own mirror, for the log. */
  readonly onFault: (error: unknown) => void;
}

type Request = SubgraphRequest<Exchange>;

/** The hub's mirror of one agency, where it answers in place of the agency's server; what it answers is claimed for it. */
export class MirrorInPlace {
  readonly #options: MirrorInPlaceOptions;
  readonly #told: ToldAnswers;

  constructor(options: MirrorInPlaceOptions) {
    this.#options = options;
    this.#told = options.told;
  }

  /** What the mirror says in place of the server; the server's fault where it says nothing, or where nobody waits any more. */
  async instead(request: Request, fault: SourceError): Promise<SubgraphAnswer> {
    if (!request.signal.aborted && !this.#told.holds(request, "LIVE")) return this.answer(request, fault.code, fault);
    this.#told.nobody(request, fault.code);
    throw fault;
  }

  /** What the mirror says, for that reason; the fault where it says nothing. */
  async answer(request: Request, reason: MirrorReason, fault: SourceError): Promise<SubgraphAnswer> {
    this.#told.claimForMirror(request);
    const mirrored = await this.#asked(request);
    // A mirror that holds nothing of it says no more than that the server failed, and that is the better reason.
    if (mirrored !== null && (mirrored.asOf !== null || fault.code === "NOT_MIRRORED"))
      return this.#told.mirrored(mirrored, reason, request);
    this.#told.nobody(request, reason);
    throw fault;
  }

  /** What the mirror says, for that reason: null unless it is all of what was asked, read after an instant, and none of it was answered live. */
  async whole(request: Request, reason: MirrorReason, after = Number.NEGATIVE_INFINITY): Promise<SubgraphAnswer | null> {
    const mirrored = await this.#asked(request);
    if (mirrored === null || mirrored.asOf === null || mirrored.answer.errors.length > 0) return null;
    if (mirrored.asOf.getTime() <= after || this.#told.holds(request, "LIVE")) return null;
    this.#told.claimForMirror(request);
    return this.#told.mirrored(mirrored, reason, request);
  }

  /** Null where the hub's own mirror fails. */
  async #asked(request: Request): Promise<MirroredAnswer | null> {
    try {
      return await mirroredAnswer(this.#options.mirror(), request);
    } catch (error) {
      this.#options.onFault(error);
      return null;
    }
  }
}
