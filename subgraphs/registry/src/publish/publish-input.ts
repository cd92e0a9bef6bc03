import type { Problem } from "../problem";

export interface PublishInput {
  readonly agency: string;
  readonly sdl: string;
  /** Where the agency's own server answers; null for one that the hub mirrors alone. */
  readonly url: string | null;
  /** Under one key a publish takes effect once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The sdlHash of the publish that this one follows; one that came between is told. Without it, none is looked for. */
  readonly base?: string | null | undefined;
  /** This publish's number, one more than the last one's; wanted with a signature. */
  readonly sequence?: number | null | undefined;
  readonly signature?: PublishSignature | null | undefined;
  /** Publishes what takes back fields that are asked for. */
  readonly force?: boolean | null | undefined;
}

/** Ed25519 over the canonical JSON of agency, sequence, base, sdlHash, url and expires. */
export interface PublishSignature {
  readonly keyId: string;
  /** Base64. */
  readonly value: string;
  /** An instant, ISO 8601; at most a day ahead. */
  readonly expires: string;
}

/** ADMITTED is served from now on; HELD waits for somebody's word; of REFUSED nothing is changed; UNCHANGED stands already. */
export type PublishState = "ADMITTED" | "UNCHANGED" | "HELD" | "REFUSED";

export interface Quarantined {
  readonly agency: string;
  readonly reason: string;
}

export interface PublishResult {
  readonly state: PublishState;
  /** The number of the agency's publish that is served now; null where none is. */
  readonly publish: number | null;
  /** The sdlHash of it: the base of the next publish. */
  readonly base: string | null;
  readonly supergraph: { readonly number: number; readonly hash: string };
  readonly problems: readonly Problem[];
  /** What is taken back or isn't mirrored, and doesn't stand in the way. */
  readonly warnings: readonly Problem[];
  readonly notMirrored: readonly string[];
  /** Others whose schemas stood in the way of what isn't theirs. */
  readonly quarantined: readonly Quarantined[];
}
