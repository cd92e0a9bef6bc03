import type { Resolve } from "@actionline/kit/egress/resolve-public";
import type { Point } from "@actionline/kit/point";
import type { ArgumentSets } from "@actionline/mirror/asked/argument-sets";
import type { Mirror } from "@actionline/mirror/mirror";
import type { Logger } from "pino";
import type { AgencyPolicy } from "./agency-policy";
import type { HubKey } from "./identity/hub-key";
import type { BreakerRules } from "./live/breaker";

/** What a gateway needs to ask agencies: their mirrors, what they are asked with, and how much each may cost. */
export interface AgenciesOptions {
  /** The mirror of an agency's subgraph, by the text's SHA-256 where a registry says which one is in force. */
  readonly mirrorOf: (agency: string, sdlHash: string | null) => Mirror;
  /** Where it is noted with which arguments agencies' fields are asked; nowhere where absent. */
  readonly asked?: Pick<ArgumentSets, "saw"> | undefined;
  readonly key: HubKey;
  /** What the hub calls itself to agencies. */
  readonly hub: string;
  /** By agency; "*" for all of them. */
  readonly policies: Readonly<Record<string, Partial<AgencyPolicy>>>;
  /** Lets agencies' servers run on this machine, by http too: for tests and demonstrations only. */
  readonly allowLocal: boolean;
  /** Whether questions that are alike are asked once while they are under way. */
  readonly shares?: boolean | undefined;
  readonly logger: Logger;
  /** Where the log stands. */
  readonly pointNow: () => Promise<Point>;
  /** Told where an agency's server isn't believed for a while. */
  readonly onQuarantine?: ((begun: BegunQuarantine) => Promise<void>) | undefined;
  readonly resolve?: Resolve | undefined;
  readonly breaker?: BreakerRules | undefined;
  readonly now?: (() => Date) | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly elapsed?: (() => number) | undefined;
  /** From 0 to 1, 1 excluded. */
  readonly random?: (() => number) | undefined;
}

/** That an agency's mirror answers in place of its server, for which of its answers, and how long. */
export interface BegunQuarantine {
  readonly agency: string;
  readonly code: string;
  readonly lastsMs: number;
}
