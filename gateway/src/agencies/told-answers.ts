import type { SubgraphAnswer, SubgraphRequest } from "../engine/transport/transport";
import type { Exchange } from "../exchange";
import type { MirrorReason } from "./agency-answers";
import type { MirroredAnswer } from "./mirrored-answer";

type Request = SubgraphRequest<Exchange>;

/** Notes with each request who answered for one agency, and for which entities. */
export class ToldAnswers {
  readonly #subgraph: string;
  readonly #agency: string;
  readonly #now: () => Date;

  constructor(subgraph: string, agency: string, now: () => Date) {
    this.#subgraph = subgraph;
    this.#agency = agency;
    this.#now = now;
  }

  /** Whether an entity of the question was answered by the one named, in the same request. */
  holds(request: Request, answeredBy: "LIVE" | "MIRROR"): boolean {
    return this.#ledger(request).holds(request, answeredBy);
  }

  /** Before the mirror is asked: what the server answers of these entities from now on comes too late. */
  claimForMirror(request: Request): void {
    this.#ledger(request).note(request, "MIRROR");
  }

  live(answer: SubgraphAnswer, request: Request): SubgraphAnswer {
    this.#ledger(request).note(request, "LIVE");
    const asOf = (answer.asOf ?? this.#now()).toISOString();
    request.scope.agencies.note({ ...this.#who(), answeredBy: "LIVE", asOf, reason: null });
    return { ...answer, cacheControl: keptAtMost(answer.cacheControl), answeredBy: "LIVE" };
  }

  mirrored({ answer, asOf }: MirroredAnswer, reason: MirrorReason, request: Request): SubgraphAnswer {
    request.scope.agencies.note({ ...this.#who(), answeredBy: "MIRROR", asOf: asOf?.toISOString() ?? null, reason });
    return answer;
  }

  nobody({ scope }: Request, reason: MirrorReason): void {
    scope.agencies.note({ ...this.#who(), answeredBy: "NOBODY", asOf: null, reason });
  }

  #ledger({ scope }: Request) {
    return scope.agencies.ledgerOf(this.#agency);
  }

  #who() {
    return { source: this.#subgraph, agency: this.#agency };
  }
}

/** An agency may forbid that its answers are kept; that they are is the hub's decision alone. */
function keptAtMost(header: string | undefined): string | undefined {
  return header !== undefined && /\b(?:no-store|no-cache|private)\b/i.test(header) ? "no-store" : undefined;
}
