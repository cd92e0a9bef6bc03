import type { EntryKind } from "./entry-kind";

/** An agency's subgraph as it was admitted. Hosted or mirrored is no part of the schema: the SDL is the same either way. */
export interface SubgraphRecord {
  /** The agency's id. */
  readonly id: string;
  readonly agency: string;
  /** As it was published, the contract's own root fields and their types left out. */
  readonly sdl: string;
  /** SHA-256 of `sdl`, hexadecimal. */
  readonly sdlHash: string;
  /** Where the agency's own server answers; null where the hub's mirror answers alone. */
  readonly url: string | null;
  /** Grows by one with each publish of the agency. */
  readonly publish: number;
  /** Why it isn't served as published; null while it is. */
  readonly quarantined: string | null;
  /** Who published it: a principal's id. */
  readonly by?: string | null;
  /** Consents that it was admitted by. */
  readonly consents?: readonly string[];
  /** The earlier publish that this one brought back. */
  readonly rollbackOf?: number;
}

/** That a value, or a whole record, was erased by order from every version: what stays when it is gone. */
export interface RedactionRecord {
  /** `<kind>/<subject>`, and `#` with the place where it isn't the whole record. */
  readonly id: string;
  readonly kind: EntryKind;
  readonly subject: string;
  /** JSON pointer of the erased value; null for the whole record. */
  readonly pointer: string | null;
  /** SHA-256 of the record's id and the erased value, so that it stays out if it is sent again; null for the whole record. */
  readonly erased: string | null;
  /** A sentence that says why, and nothing of what was erased. */
  readonly reason: string;
  readonly orderedBy: string;
  readonly at: string;
}

/** An owner's leave to another agency to do to one element what otherwise the owner alone may. */
export interface ConsentRecord {
  readonly id: string;
  /** Who owns the element: an agency, or `hub`. */
  readonly owner: string;
  readonly agency: string;
  /** A coordinate of the schema, such as `Team.mandate`. */
  readonly element: string;
  /** What is allowed, such as a directive's name. */
  readonly act: string;
  readonly until: string | null;
}

/** The last good values of the fields that an agency adds to one entity. */
export interface EntityRecord {
  /** `<agency>/<type>/<the key as canonical JSON>`. */
  readonly id: string;
  readonly agency: string;
  readonly type: string;
  /** The fields of the key by which the agency knows it. */
  readonly key: Readonly<Record<string, unknown>>;
  /**
   * By field, and by `field(arguments as canonical JSON)` where it was asked with some; entities within as `__typename` and
   * key. Null where the agency says that it knows no such thing.
   */
  readonly values: Readonly<Record<string, unknown>> | null;
}
