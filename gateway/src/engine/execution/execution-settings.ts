import type { ScalarCheck } from "./shape-compiler";

/** How plans are run; the same for all plans of one supergraph. */
export interface ExecutionSettings {
  /** Faults kept of one run; the rest are counted. */
  readonly mostFaults: number;
  /** Entity fetches to one subgraph that become ready together go as one request. */
  readonly joinFetches: boolean;
  /** Whether a subgraph that isn't trusted is asked for the keys of its entities again, to compare them. */
  readonly echoKeys: (subgraph: string) => boolean;
  /** Called once where a subgraph doesn't give its own keys back and so isn't asked for them any more. */
  readonly onEchoRefused: (subgraph: string) => void;
  readonly checkScalar: ScalarCheck;
}

export const EXECUTION_DEFAULTS: ExecutionSettings = {
  mostFaults: 100,
  joinFetches: true,
  echoKeys: () => true,
  onEchoRefused: () => undefined,
  checkScalar: () => undefined,
};
