import type { Appender } from "@actionline/log/appender";
import type { Db } from "mongodb";
import { Registry } from "../registry";
import type { RegistryOptions } from "../registry-options";
import { SMALL_HUB, smallSupergraph } from "./small-hub";
import { EXTENDED, RUN_SOURCES } from "./start-registry";

/** A registry with a process of its own to compose in, over a log that somebody else opened. */
export function openOver(db: Db, appender: Appender, options: Partial<RegistryOptions> = {}): Promise<Registry> {
  return Registry.open({
    db,
    appender,
    hub: SMALL_HUB,
    hubSupergraph: smallSupergraph(),
    extendable: EXTENDED,
    execArgv: RUN_SOURCES,
    ...options,
  });
}
