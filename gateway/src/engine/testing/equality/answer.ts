/** A place of an answer: response names and indexes. */
export type Path = readonly (string | number)[];

/** What somebody answered to an operation, as far as two of them are compared. */
export type Answer = Refused | Answered;

/** Nothing was run: the document isn't valid, or its variables aren't, or no operation was meant. */
export interface Refused {
  readonly kind: "refused";
  readonly reason: string;
}

export interface Answered {
  readonly kind: "answered";
  /** JSON text. */
  readonly data: string;
  readonly errors: readonly Path[];
  /** Places that whoever asks may not see: a gateway tells each once, without indexes. */
  readonly denied?: readonly Path[];
  /** Whether it came in parts, which were then put together. */
  readonly inParts?: boolean;
}
