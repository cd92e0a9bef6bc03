import type { ErrorCode } from "@actionline/schema/error-code";
import { EntityLedger } from "./entity-ledger";

/** Why a mirror answered: what went wrong with the server, or that it wasn't to be asked. */
export type MirrorReason = ErrorCode | "NO_SERVER" | "PAST_POINT" | "QUARANTINED" | "OLDER_THAN_MIRROR";

/** How an agency's own fields came about; told in `extensions.sources`. */
export interface AgencyAnswered {
  /** The subgraph's name. */
  readonly source: string;
  readonly agency: string;
  readonly answeredBy: "LIVE" | "MIRROR" | "NOBODY";
  /** When it was read from the agency; of several values, the oldest. */
  readonly asOf: string | null;
  /** Null for what the agency's own server answered. */
  readonly reason: MirrorReason | null;
}

/** What agencies had to do with one request. */
export class AgencyAnswers {
  readonly #ledgers = new Map<string, EntityLedger>();
  readonly #answered = new Map<string, AgencyAnswered>();

  /** In the order of their names. */
  get answered(): readonly AgencyAnswered[] {
    return [...this.#answered.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, answered]) => answered);
  }

  ledgerOf(agency: string): EntityLedger {
    const ledger = this.#ledgers.get(agency) ?? new EntityLedger();
    this.#ledgers.set(agency, ledger);
    return ledger;
  }

  note(answered: AgencyAnswered): void {
    const key = `${answered.source} ${answered.answeredBy}`;
    const known = this.#answered.get(key);
    const asOf = older(known?.asOf ?? null, answered.asOf);
    this.#answered.set(key, { ...answered, asOf, reason: known?.reason ?? answered.reason });
  }

  /** The next event of a subscription is answered by itself. */
  clear(): void {
    this.#ledgers.clear();
    this.#answered.clear();
  }
}

/** ISO dates in UTC are in order as texts. */
function older(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
