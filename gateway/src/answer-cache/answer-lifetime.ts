import type { FetchReport } from "../engine/execution/execution";
import { readCacheControl } from "../engine/rules/caching/cache-control-header";
import { least, type OperationCaching } from "../engine/rules/caching/operation-caching";

/** How long one answer may be kept, and for whom. */
export interface AnswerLifetime {
  readonly seconds: number;
  /** For whoever asked alone. */
  readonly private: boolean;
}

/** What is redacted is gone within the hour, also where an answer about a past point, which nothing else changes, is kept. */
const MOST_SECONDS = 3_600;

/**
 * The least of what the schema's hints, the subgraphs' headers and, where the schema is silent, the operator's usual
 * seconds for each subgraph allow, and no more than an hour. Nothing is kept because nobody spoke: what nobody allows is 0.
 *
 * @param usual seconds by subgraph
 */
export function answerLifetime(
  caching: OperationCaching,
  fetches: readonly FetchReport[],
  usual: Readonly<Record<string, number>>,
): AnswerLifetime {
  let seconds = caching.maxAge;
  let own = caching.private;
  for (const { subgraph, cacheControl, code } of fetches) {
    if (code !== null) return { seconds: 0, private: own };
    const header = cacheControl === undefined ? null : readCacheControl(cacheControl);
    const allowed = header?.maxAge ?? (caching.unhinted ? (usual[subgraph] ?? 0) : null);
    seconds = least(seconds, allowed);
    own ||= header?.private === true;
  }
  return { seconds: Math.min(seconds ?? 0, MOST_SECONDS), private: own };
}
