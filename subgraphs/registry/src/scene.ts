import type { ConsentRecord } from "@actionline/schema/federation-records";
import type { ComposedSubgraph, Composing, RecordedOperation, TakenBack } from "./composition/job";
import type { RegistryLimits } from "./limits";
import type { KnownSubgraph } from "./ownership/known-types";
import type { Prepared } from "./prepare";
import type { Quarantined } from "./publish/publish-input";
import type { ServedAgency } from "./served-agency";

/** What a publish is judged against: all at one moment. */
export interface Scene {
  readonly hub: readonly (KnownSubgraph & ComposedSubgraph)[];
  /** What agencies serve, the publisher's own text among it. */
  readonly served: readonly ServedAgency[];
  /** All that the hub knows, those without a subgraph too. */
  readonly agencies: readonly string[];
  readonly consents: readonly ConsentRecord[];
  /** The supergraph in force. */
  readonly base: string;
  readonly now: Date;
  readonly operations: readonly RecordedOperation[];
  /** Earlier texts of an agency, the latest first. */
  readonly earlier: (agency: string) => Promise<readonly string[]>;
  /** Milliseconds that composing may take. */
  readonly timeMs: number;
}

export interface Admitted {
  readonly prepared: Prepared;
  readonly supergraphSdl: string;
  readonly takenBack: readonly TakenBack[];
  readonly consents: readonly ConsentRecord[];
  /** All that agencies serve from then on. */
  readonly served: readonly ServedAgency[];
  readonly quarantined: readonly Quarantined[];
  readonly took: number;
}

export interface AdmissionTools {
  readonly composer: Composing;
  readonly limits: RegistryLimits;
  readonly extendable: ReadonlySet<string>;
  /** Rejects where a gateway couldn't load the supergraph. */
  readonly load: (supergraphSdl: string) => Promise<void>;
}
