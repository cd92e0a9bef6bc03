import type { Appender } from "@actionline/log/appender";
import type { Db } from "mongodb";
import type { ComposedSubgraph, Composing } from "./composition/job";
import type { CheckServer } from "./conformance/check-server";
import type { RegistryLimits } from "./limits";
import type { Quarantined } from "./publish/publish-input";

/** Moments of a publish at which a process may die. */
export type CrashPoint = "ADMITTED" | "LOGGED" | "STORED" | "COMMITTED";

export interface RegistryOptions {
  readonly db: Db;
  readonly appender: Appender;
  /** The hub's own subgraphs. */
  readonly hub: readonly Pick<ComposedSubgraph, "name" | "sdl">[];
  /** What they compose to, where that is known: it spares the composing. */
  readonly hubSupergraph?: string | undefined;
  /** Rejects where a gateway couldn't load the supergraph. */
  readonly load?: ((supergraphSdl: string) => Promise<void>) | undefined;
  /** Asks a hosted agency's server whether it answers as the contract says. */
  readonly checkServer?: CheckServer | undefined;
  readonly clock?: (() => Date) | undefined;
  readonly limits?: Partial<RegistryLimits> | undefined;
  /** The hub's types that agencies may add fields to; those of the contract where not given. */
  readonly extendable?: ReadonlySet<string> | undefined;
  /** Takes addresses of this machine, and without encryption: for trying things out. */
  readonly local?: boolean | undefined;
  /** One that several share, and that none of them closes. */
  readonly composer?: Composing | undefined;
  /** For processes that run the sources. */
  readonly execArgv?: readonly string[] | undefined;
  /** Only looks: it never composes and never writes. */
  readonly observe?: boolean | undefined;
  readonly onQuarantine?: ((quarantined: Quarantined) => void) | undefined;
  /** Called at each moment of a publish; for tests that end the process there. */
  readonly at?: ((point: CrashPoint) => void) | undefined;
}
