/** How often what is drawn, between 0 and 1. */
export interface Shares {
  readonly mutations: number;
  /** Of what isn't a mutation. */
  readonly subscriptions: number;
  readonly deferred: number;
  readonly introspection: number;
  readonly twoOperations: number;
  /** Made wrong in one place. */
  readonly spoilt: number;
  /** Of fields, an alias that could be taken for something else. */
  readonly hostileAliases: number;
  /** Of fields and fragments, `@skip` and as many times `@include`. */
  readonly conditions: number;
  /** Names of fields that are never asked. */
  readonly without: readonly string[];
}

export const USUAL_SHARES: Shares = {
  mutations: 0.12,
  subscriptions: 0,
  deferred: 0.12,
  introspection: 0.04,
  twoOperations: 0.08,
  spoilt: 0.12,
  hostileAliases: 0.35,
  conditions: 0.05,
  without: [],
};
