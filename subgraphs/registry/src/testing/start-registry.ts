import { join } from "node:path";
import type { Principal } from "@actionline/kit/access";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { Composer } from "../composition/composer";
import type { PublishInput, PublishResult } from "../publish/publish-input";
import { Registry } from "../registry";
import type { RegistryOptions } from "../registry-options";
import { REMEMBERING_COMPOSER } from "./remembering-composer";
import { SMALL_HUB, smallSupergraph } from "./small-hub";

/** The small hub's types that take fields. */
export const EXTENDED: ReadonlySet<string> = new Set(["Team", "Organization"]);

const OF_REGISTRY = [
  ...["subgraphs", "consents", "supergraphs", "supergraph_state", "publish_results", "recorded_operations"],
  ...["registry_hosts", "registry_pending", "registry_keys", "registry_troubles"],
];

/** Processes of tests run the sources. */
export const RUN_SOURCES = ["-r", join(__dirname, "../../../../test/support/run-typescript.cjs")];

export const SECRETARIAT: Principal = { id: "secretariat", name: "the secretariat", roles: [{ name: "SECRETARIAT", of: null }] };

export const publisherOf = (agency: string): Principal => ({
  id: `publisher:${agency}`,
  name: `a publisher of ${agency}`,
  roles: [{ name: "PUBLISHER", of: agency }],
});

export interface TestRegistry {
  readonly log: TestLog;
  readonly registry: Registry;
  /** Begins anew, as if nobody ever published; it costs less than a log of its own. */
  reset(): Promise<void>;
  /** Publishes as the agency's publisher, mirrored where nothing else is said. */
  publish(agency: string, sdl: string, facts?: Partial<PublishInput>): Promise<PublishResult>;
  /** Opens another registry over the same log, as a new start of the hub does. */
  reopen(options?: Partial<RegistryOptions>): Promise<Registry>;
  stop(): Promise<void>;
}

/** One process for all of a file's tests about limits: it ends with them. */
const APART = new Composer({ memoryMiB: 512, execArgv: RUN_SOURCES });

/** A registry over a log of its own and a small hub. */
export async function startRegistry(options: Partial<RegistryOptions> = {}): Promise<TestRegistry> {
  const log = await startLog(options.clock);
  const opened: Registry[] = [];
  const reopen = async (others: Partial<RegistryOptions> = {}): Promise<Registry> => {
    const { limits = options.limits } = others;
    // What has to end at a limit is composed apart, as it always is in a hub.
    const shared = limits === undefined ? REMEMBERING_COMPOSER : APART;
    const composing = limits?.compositionMiB === undefined ? { composer: shared } : { execArgv: RUN_SOURCES };
    const facts = { db: log.db, appender: log.appender, hub: SMALL_HUB, hubSupergraph: smallSupergraph(), extendable: EXTENDED };
    const registry = await Registry.open({ ...facts, ...composing, ...options, ...others });
    opened.push(registry);
    return registry;
  };
  let registry = await reopen();
  return {
    log,
    get registry() {
      return registry;
    },
    reopen,
    reset: async () => {
      await Promise.all(OF_REGISTRY.map((name) => log.db.collection(name).deleteMany({})));
      registry = await reopen();
    },
    publish: (agency, sdl, facts = {}) => registry.publish({ agency, sdl, url: null, ...facts }, publisherOf(agency)),
    stop: async () => {
      for (const each of opened) each.close();
      await log.stop();
    },
  };
}
