import type { Claims } from "./access/requirement";

/** How the rules that a supergraph brings are applied. */
export interface RulesOptions<Scope = unknown> {
  /** What is known of whoever asks; nothing of anyone where absent, so that all that requires anything is denied. */
  readonly claimsOf?: ((scope: Scope) => Claims) | undefined;
  /** Whether a question that asks for something denied is answered without it, or not at all. Without it where absent. */
  readonly denied?: "LEFT_OUT" | "REFUSED" | undefined;
  /** Absent where costs by `@cost` and `@listSize` are neither told nor limited. */
  readonly cost?: CostOptions | undefined;
}

export interface CostOptions {
  /** An operation that is estimated to cost more is refused as QUERY_TOO_COSTLY; null where costs are only told. */
  readonly most: number | null;
  /** Items of a list of which `@listSize` says nothing. */
  readonly listSize: number;
}
