import { knownCodes } from "@actionline/agencies/feed/harvest-file";
import { pushRoute } from "@actionline/agencies/pushed/push-route";
import type { HostedAgency } from "@actionline/agencies/schedule/due-sources";
import { HarvestScheduler } from "@actionline/agencies/schedule/harvest-scheduler";
import { startScheduler } from "@actionline/agencies/schedule/start-scheduler";
import type { HubKey } from "@actionline/gateway/agencies/identity/hub-key";
import { signedHeaders } from "@actionline/gateway/agencies/identity/signed-headers";
import { resolveByServers } from "@actionline/kit/egress/resolve-public";
import type { PostRoute } from "@actionline/kit/http-route";
import type { Appender } from "@actionline/log/appender";
import type { Registry } from "@actionline/registry/registry";
import { createValidator } from "@actionline/schema/validator/validator";
import type { Db, MongoClient } from "mongodb";

export interface OwnHarvestsOptions {
  readonly client: MongoClient;
  readonly db: Db;
  readonly appender: Appender;
  readonly registry: Pick<Registry, "current">;
  readonly clock: () => Date;
  readonly allowLocal: boolean;
  /** What the hub signs its questions with, and what it calls itself. */
  readonly key: HubKey;
  readonly publicUrl: string | null;
  readonly onFault: (error: unknown) => void;
}

/** What a hub harvests without anybody's command: agencies' servers, files at addresses, and what agencies send. */
export interface OwnHarvests {
  readonly posts: readonly PostRoute[];
  readonly scheduler: HarvestScheduler;
  /** From now on it harvests by itself; returns how to end it. */
  start(): () => Promise<void>;
}

export function openOwnHarvests({ registry, key, publicUrl, onFault, ...options }: OwnHarvestsOptions): OwnHarvests {
  const validator = createValidator(knownCodes());
  const signer = { hub: publicUrl ?? `hub:${key.id}`, key, now: options.clock };
  const scheduler = new HarvestScheduler({
    ...options,
    validator,
    hosted: async () => hostedIn(registry),
    resolve: resolveByServers(),
    sign: (url, body) => signedHeaders(signer, url, body),
    onFault,
  });
  return { posts: [pushRoute({ ...options, validator })], scheduler, start: () => startScheduler(scheduler, onFault) };
}

function hostedIn(registry: Pick<Registry, "current">): HostedAgency[] {
  return registry.current().subgraphs.flatMap(({ agency, url }) => (agency === null || url === null ? [] : [{ agency, url }]));
}
