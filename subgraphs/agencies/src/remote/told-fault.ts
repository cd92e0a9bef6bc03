import { OutsideFault } from "@actionline/kit/egress/outside-request";
import type { FeedError } from "../feed/feed-item";
import { RemoteFault } from "./remote-fault";

/** What a source did wrong, as its report tells it; throws on what is the hub's own fault. */
export function toldFault(error: unknown): FeedError {
  if (error instanceof RemoteFault) return error.feedError;
  if (error instanceof OutsideFault) return { code: error.code, message: error.message };
  throw error;
}

/** Whether it is the hub's own fault, and no source's. */
export function isHubsFault(error: unknown): boolean {
  try {
    toldFault(error);
    return false;
  } catch {
    return true;
  }
}
