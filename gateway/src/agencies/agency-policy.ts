/** What one agency's server may cost, and how much is expected of it. Times are milliseconds. */
export interface AgencyPolicy {
  /** To connect, looking its name up included. */
  readonly connectMs: number;
  /** To the head of an answer. */
  readonly firstByteMs: number;
  /** To the end of an answer. */
  readonly wholeMs: number;
  /** Bytes of an answer. */
  readonly bytes: number;
  /** Values of an answer. */
  readonly nodes: number;
  /** Lists and objects within one another. */
  readonly depth: number;
  /** Questions asked of it at once, each over a socket of its own: never more than 20. */
  readonly atOnce: number;
  /** Questions that wait for their turn; more are answered by the mirror at once. */
  readonly waiting: number;
  /** Subscriptions at it that run at once. */
  readonly streams: number;
  /** How long a question waits for its turn before the mirror answers. */
  readonly waitMs: number;
  /** Hosts that it may be asked at, as "host" or "host:port"; null for the one that its subgraph was published with. */
  readonly hosts: readonly string[] | null;
  /** Ports beside 443 and 8443. */
  readonly ports: readonly number[];
  /** A certificate authority of its own, as PEM, in place of the usual ones. */
  readonly authority: string | null;
  /** SHA-256 of public keys that its certificate may have, in Base64; null for any that its authority vouches for. */
  readonly pins: readonly string[] | null;
  /** Where false, its mirror answers alone. */
  readonly live: boolean;
}

export const DEFAULT_POLICY: AgencyPolicy = {
  connectMs: 1_000,
  firstByteMs: 2_000,
  wholeMs: 3_000,
  bytes: 5_000_000,
  nodes: 200_000,
  depth: 64,
  // Four more may begin while the failures come in that open its breaker: 20 in all.
  atOnce: 16,
  waiting: 100,
  streams: 100,
  waitMs: 500,
  hosts: null,
  ports: [],
  authority: null,
  pins: null,
  live: true,
};

/** Sockets that any agency may take up, whatever its policy says. */
const MOST_AT_ONCE = 20;

/** What an operator set for an agency, over what was set for all of them under "*", over the usual. */
export function policyOf(agency: string, policies: Readonly<Record<string, Partial<AgencyPolicy>>>): AgencyPolicy {
  const policy = { ...DEFAULT_POLICY, ...policies["*"], ...policies[agency] };
  return { ...policy, atOnce: Math.min(policy.atOnce, MOST_AT_ONCE) };
}
