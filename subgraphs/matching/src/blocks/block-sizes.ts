/** How much is looked into before something is left out, and counted. */
export interface BlockSizes {
  /** Beyond so many records a block is skipped: it tells nothing, or too much to look at in pairs. */
  readonly id: number;
  readonly url: number;
  readonly token: number;
  readonly cell: number;
  /** So many L3 candidates of a record are looked into: those with which it has most days in common. */
  readonly partners: number;
}

export const BLOCK_SIZES: BlockSizes = { id: 64, url: 64, token: 256, cell: 512, partners: 20 };

/** What was left out of account, told with every result. */
export interface Skipped {
  /** Look-ups in blocks that hold too many records. */
  blocks: number;
  /** Cells of records with more cells than are looked into. */
  cells: number;
  /** Candidates for L3 beyond the best of a record. */
  partners: number;
}

export const nothingSkipped = (): Skipped => ({ blocks: 0, cells: 0, partners: 0 });
