const SHORTEST = 1;
const LONGEST = 60;

/** Seconds for which a source that asked for it is left alone: what it says, between 1 and 60; null where it says nothing that can be read. */
export function retryAfter(header: unknown, now: number): number | null {
  if (typeof header !== "string") return null;
  const seconds = /^\s*-?\d+\s*$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1_000;
  return Number.isNaN(seconds) ? null : Math.min(LONGEST, Math.max(SHORTEST, seconds));
}
