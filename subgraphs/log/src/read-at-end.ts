import type { RequestContext } from "@actionline/kit/request-context";
import type { Db } from "mongodb";
import { resolveAsOf } from "./as-of";

/** For a mutation that another request did meanwhile, under the same key: the rest of its answer, too, reads after what was done. */
export async function readAtEnd(db: Db, request: RequestContext, now: Date): Promise<void> {
  const { sequence, instant } = await resolveAsOf(db, null, now);
  request.advanceTo({ sequence, at: instant });
}
