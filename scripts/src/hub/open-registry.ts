import type { HubKey } from "@actionline/gateway/agencies/identity/hub-key";
import { signedHeaders } from "@actionline/gateway/agencies/identity/signed-headers";
import { loadSupergraph } from "@actionline/gateway/answering/load-supergraph";
import { resolveByServers } from "@actionline/kit/egress/resolve-public";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { Appender } from "@actionline/log/appender";
import { checkHosted } from "@actionline/registry/conformance/check-hosted";
import { Registry } from "@actionline/registry/registry";
import type { RegistryOptions } from "@actionline/registry/registry-options";
import type { Db } from "mongodb";
import type { Logger } from "pino";

export interface HubRegistryOptions extends Pick<RegistryOptions, "checkServer" | "composer" | "execArgv" | "observe"> {
  readonly db: Db;
  readonly appender: Appender;
  readonly subgraphs: readonly Subgraph[];
  /** What the hub's own subgraphs compose to. */
  readonly supergraphSdl: string;
  readonly clock: () => Date;
  /** Takes agencies' servers on this machine. */
  readonly local: boolean;
  /** What the hub signs its questions with, and what it calls itself; agencies know it by them. */
  readonly key: HubKey;
  readonly publicUrl: string | null;
  readonly logger: Logger;
}

/** The registry of a hub: who publishes what, and the supergraph that is in force. An agency that doesn't fit any more is put back, and the hub starts. */
export function openRegistry({ subgraphs, supergraphSdl, logger, key, publicUrl, ...options }: HubRegistryOptions): Promise<Registry> {
  const signer = { hub: publicUrl ?? `hub:${key.id}`, key, now: options.clock };
  const sign = (url: string, body: string) => signedHeaders(signer, url, body);
  return Registry.open({
    checkServer: checkHosted({ resolve: resolveByServers(), allowLocal: options.local, sign }),
    ...options,
    hub: subgraphs.map(({ name, sdl }) => ({ name, sdl })),
    hubSupergraph: supergraphSdl,
    load: loadSupergraph,
    onQuarantine: (quarantined) => logger.warn(quarantined, "an agency's subgraph isn't served as published"),
  });
}
