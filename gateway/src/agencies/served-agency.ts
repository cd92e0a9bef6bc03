import type { Mirror } from "@actionline/mirror/mirror";
import type { BreakerState } from "./live/breaker";
import type { LiveAgency } from "./live/live-agency";
import type { Quarantine } from "./quarantine";
import type { RunningStreams } from "./running-streams";

/** One agency's subgraph in force: its server, what is asked in its place, and how far the server is believed. */
export interface ServedAgency {
  readonly url: string | null;
  readonly sdlHash: string | null;
  /** Null where its mirror answers alone. */
  readonly live: LiveAgency | null;
  readonly mirror: Mirror;
  readonly quarantine: Quarantine;
  readonly streams: RunningStreams;
}

/** How an agency's server stands: whether it is asked, and where not, why. */
export type AgencyStanding = BreakerState | "QUARANTINED" | "NO_SERVER";

export function standingOf({ live, quarantine }: ServedAgency): AgencyStanding {
  if (live === null) return "NO_SERVER";
  return quarantine.holds ? "QUARANTINED" : live.breaker.state;
}
