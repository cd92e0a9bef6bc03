import type { Freshness } from "@actionline/schema/freshness";

/** From the best to the worst. */
export const FRESHNESS_ORDER: readonly Freshness[] = ["UP_TO_DATE", "DUE", "OVERDUE", "LAPSED"];
