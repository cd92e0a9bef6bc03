import type { AsOfPoint } from "@actionline/kit/request-context";
import { GraphQLError } from "graphql";
import type { Logger } from "pino";
import type { ResolvePoint } from "./as-of-of-request";

/** How long the log is waited for, and how long the last point then serves before it is asked again; milliseconds. */
const TIMES = { waits: 5_000, serves: 5_000 };

/**
 * Reads at the last known point while the log can't be asked for a newer one: what agencies and the index in memory can
 * answer is answered, and the answer names the point that it was read at. A point that somebody names is always asked for.
 */
export function steadyPoint(resolve: ResolvePoint, logger: Logger, times = TIMES): ResolvePoint {
  let last: AsOfPoint | null = null;
  let serves = 0;
  return async (input, now) => {
    if (input !== null) return resolve(input, now);
    if (last !== null && performance.now() < serves) return { ...last, instant: now };
    try {
      last = await within(times.waits, resolve(null, now));
      return last;
    } catch (error) {
      if (last === null || error instanceof GraphQLError) throw error;
      logger.warn({ err: error }, "the log can't be asked where it stands: answers are read at the last known point");
      serves = performance.now() + times.serves;
      return { ...last, instant: now };
    }
  };
}

/** One timer and nothing else: every request passes here, and an AbortController would cost it more than the wait does. */
function within(milliseconds: number, work: Promise<AsOfPoint>): Promise<AsOfPoint> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the log didn't answer within ${milliseconds} ms`)), milliseconds).unref();
    work.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
