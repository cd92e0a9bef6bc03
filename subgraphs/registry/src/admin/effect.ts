/** A cell of the plan whose state would be another one. */
export interface TurnedCell {
  readonly item: string;
  readonly place: string;
  readonly year: number;
  readonly from: string;
  readonly to: string;
}

/** What records would do to the cells of the plan, by item, region and year. */
export interface CellsEffect {
  /** The first and the last year looked at. */
  readonly from: number;
  readonly to: number;
  readonly turned: number;
  /** Of those that turn: cells in which something would be reported that was without, and the other way round. */
  readonly filled: number;
  readonly opened: number;
  /** The first of them. */
  readonly cells: readonly TurnedCell[];
}

export interface OverlapPair {
  readonly one: string;
  readonly other: string;
  readonly level: string;
}

/** Pairs of activities that would be found to overlap, and those that wouldn't any more. */
export interface OverlapsEffect {
  readonly found: number;
  readonly ended: number;
  /** The first of those found. */
  readonly pairs: readonly OverlapPair[];
  /** Activities of others that the records were compared with. */
  readonly comparedWith: number;
  /** Whether these are all that the hub has; else those under the same action lines. */
  readonly comparedWithAll: boolean;
}

/** What an agency's amounts of one measure and currency come to. */
export interface MoneyChange {
  readonly measure: string;
  readonly currency: string;
  readonly before: string;
  readonly after: string;
  readonly delta: string;
}

/** What a run of records does beyond them. */
export interface RunEffect {
  /** Deleted ones that came back under another id, as far as their content tells. */
  readonly reidentified: number;
  /** Null where too many others report under the same lines for it to be worked out. */
  readonly cells: CellsEffect | null;
  readonly overlaps: OverlapsEffect;
  readonly money: readonly MoneyChange[];
}
