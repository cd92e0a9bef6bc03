import { mapFetches } from "./map-fetches";
import type { QueryPlan } from "./plan";
import { type SplitOptions, splitFetch } from "./split-fetch";

/**
 * Writes a plan made on a supergraph with distinct requirements back to what subgraphs know: `_r0_price` is asked as
 * `_r0_price: price(in: CHF)` and sent as `price`, and a fetch whose fields can't be asked with one representation becomes
 * as many fetches.
 */
export function restoreRequirements(plan: QueryPlan, options: SplitOptions): QueryPlan {
  return mapFetches(plan, (fetch) => splitFetch(fetch, options));
}
