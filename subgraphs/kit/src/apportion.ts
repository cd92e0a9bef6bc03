/** Weights are told apart to a millionth. */
const GRAIN = 1e6;

/**
 * Splits whole units by weights so that the parts add up exactly: each part is its share rounded down, and what is left
 * over goes one unit each to the largest remainders, the earlier first (the method of largest remainders).
 *
 * @param units whole units, such as cents or millionths of a record; may be negative
 * @param weights not negative, in any measure; where all are 0, or none is above a millionth, parts are equal
 * @returns a part for each weight, none further than one unit from its exact share
 */
export function apportion(units: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(units)) throw new RangeError(`Only whole units can be apportioned, not ${units}.`);
  const wrong = weights.find((weight) => !Number.isFinite(weight) || weight < 0);
  if (wrong !== undefined) throw new RangeError(`A weight is a number of 0 or more, not ${wrong}.`);
  if (weights.length === 0) return [];
  const scaled = weights.map((weight) => BigInt(Math.round(weight * GRAIN)));
  const shares = scaled.every((weight) => weight === 0n) ? scaled.map(() => 1n) : scaled;
  const parts = largestRemainders(BigInt(Math.abs(units)), shares);
  return parts.map((part) => (part === 0n ? 0 : Math.sign(units) * Number(part)));
}

function largestRemainders(units: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  const parts = weights.map((weight) => (units * weight) / sum);
  const left = Number(units - parts.reduce((all, part) => all + part, 0n));
  const remainders = weights.map((weight, at) => ({ at, remainder: (units * weight) % sum }));
  remainders.sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder < b.remainder ? 1 : -1));
  for (const { at } of remainders.slice(0, left)) parts[at] = (parts[at] ?? 0n) + 1n;
  return parts;
}
