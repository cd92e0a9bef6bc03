import type { Appender } from "@actionline/log/appender";
import type { Db } from "mongodb";
import { Registry } from "../registry";
import type { RegistryOptions } from "../registry-options";
import { DIRECT_COMPOSER } from "./direct-composer";
import { SMALL_HUB, smallSupergraph } from "./small-hub";
import { EXTENDED } from "./start-registry";

/** A registry over a log that somebody else opened; it composes in this process. */
export function openOver(db: Db, appender: Appender, options: Partial<RegistryOptions> = {}): Promise<Registry> {
  return Registry.open({
    db,
    appender,
    hub: SMALL_HUB,
    hubSupergraph: smallSupergraph(),
    extendable: EXTENDED,
    composer: DIRECT_COMPOSER,
    ...options,
  });
}
