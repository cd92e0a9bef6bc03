import type { Amount } from "../features/amounts";
import { LIMITS } from "../method";
import type { MatchContext } from "./match-context";

/** Amounts of one measure that could be compared: two that are near, else two that aren't. */
export interface AmountComparison {
  readonly near: boolean;
  readonly one: Amount;
  readonly other: Amount;
}

/** Null where no measure is common, or no rate between the currencies is known. */
export function compareAmounts(ours: readonly Amount[], theirs: readonly Amount[], context: MatchContext): AmountComparison | null {
  let apart: AmountComparison | null = null;
  for (const one of ours) {
    for (const other of theirs) {
      if (one.measure !== other.measure || one.total === 0 || other.total === 0) continue;
      const total = inCurrency(other, one.currency, context);
      if (total === null) continue;
      const near = Math.abs(one.total - total) <= LIMITS.amountTolerance * Math.max(Math.abs(one.total), Math.abs(total));
      if (near) return { near, one, other };
      apart ??= { near, one, other };
    }
  }
  return apart;
}

/** Amounts that are near, in words that can be checked. */
export function tellAmounts(compared: AmountComparison | null): string | null {
  if (compared === null || !compared.near) return null;
  const { one, other } = compared;
  const exchanged = one.currency === other.currency ? "" : ", after exchange";
  return `Their ${one.measure.toLowerCase()} amounts are within 5 %: ${toldAmount(one)} and ${toldAmount(other)}${exchanged}.`;
}

export const toldAmount = ({ total, currency }: Amount): string => `${currency} ${Math.round(total * 100) / 100}`;

function inCurrency({ total, currency, on }: Amount, wanted: string, { exchange }: MatchContext): number | null {
  return currency === wanted ? total : (exchange?.(total, currency, wanted, on) ?? null);
}
