/** Clocks differ; what lies further ahead than this is none's time. */
const MOST_AHEAD_MS = 300_000;

/** What a server says that its values are as of, in `extensions.asOf` as an ISO date; nothing where that can't be. */
export function statedAsOf({ asOf }: Readonly<Record<string, unknown>>, now: Date): Date | undefined {
  if (typeof asOf !== "string" || !/^\d{4}-\d{2}-\d{2}T/.test(asOf)) return undefined;
  const stated = new Date(asOf);
  const ahead = stated.getTime() - now.getTime();
  return ahead <= MOST_AHEAD_MS ? stated : undefined;
}
