import type { ActivityFeatures } from "../features/activity-features";
import { compareAmounts, toldAmount } from "./amount-near";
import { sameDays } from "./assertions";
import type { MatchContext } from "./match-context";

/**
 * What tells two records of one source apart, beyond their ids. Whoever lists two activities in one place means two, such
 * as grants that follow on one another under one title; an entry made twice by mistake is the same in dates and amounts.
 */
export function toldApart(one: ActivityFeatures, other: ActivityFeatures, context: MatchContext): string | null {
  if (one.source !== other.source) return null;
  const listed = `${one.source} lists both, under ids of its own`;
  if (!sameDays(one, other)) return `${listed} and with other dates.`;
  const amounts = compareAmounts(one.amounts, other.amounts, context);
  if (amounts === null || amounts.near) return null;
  return `${listed} and with other amounts: ${toldAmount(amounts.one)} and ${toldAmount(amounts.other)}.`;
}
