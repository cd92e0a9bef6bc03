import type { SupergraphFacts } from "../../supergraph/supergraph-facts";

/** What `@cacheControl` says of a field or type. */
export interface CacheHint {
  /** Seconds; null where it isn't said. */
  readonly maxAge: number | null;
  /** Whether the value is one asker's own. */
  readonly private: boolean;
  /** Whether the field may be kept as long as what holds it. */
  readonly inheritMaxAge: boolean;
}

/** A supergraph's `@cacheControl`, by coordinate; it is there where subgraphs compose the directive. */
export function cacheHints({ directives }: SupergraphFacts): ReadonlyMap<string, CacheHint> {
  const hints = new Map<string, CacheHint>();
  for (const [coordinate, applied] of Object.entries(directives)) {
    const args = applied.find(({ name }) => name === "cacheControl")?.args;
    if (args === undefined) continue;
    const maxAge = typeof args.maxAge === "number" ? Math.max(0, args.maxAge) : null;
    hints.set(coordinate, { maxAge, private: args.scope === "PRIVATE", inheritMaxAge: args.inheritMaxAge === true });
  }
  return hints;
}
