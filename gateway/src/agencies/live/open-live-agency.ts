import type { Resolve } from "@actionline/kit/egress/resolve-public";
import type { AgenciesOptions } from "../agencies-options";
import { policyOf } from "../agency-policy";
import { guardedConnector } from "./guarded-connector";
import { LiveAgency } from "./live-agency";

/** Whose server, and where. */
export interface PublishedServer {
  readonly subgraph: string;
  readonly agency: string;
  /** Null where it has none. */
  readonly url: string | null;
}

/** The guarded and signed way to an agency's own server; null where it has none, or isn't to be asked at it. */
export function openLiveAgency({ subgraph, agency, url }: PublishedServer, options: AgenciesOptions, resolve: Resolve): LiveAgency | null {
  const policy = policyOf(agency, options.policies);
  if (!policy.live || url === null) return null;
  const { key, hub, breaker, allowLocal, shares, logger } = options;
  const { now = () => new Date(), elapsed = () => performance.now(), random = Math.random } = options;
  const onSwitch = (isAsked: boolean) => {
    const what = isAsked ? "an agency's server answers again" : "an agency's server doesn't answer: its mirror does for a while";
    logger.warn({ subgraph }, what);
  };
  const connector = guardedConnector({ subgraph, url: new URL(url), policy, resolve, allowLocal });
  return new LiveAgency({ subgraph, url, policy, connector, signer: { hub, key, now }, breaker, elapsed, random, shares, onSwitch });
}
