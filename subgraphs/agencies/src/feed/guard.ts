import type { HarvestedKind } from "./stored-record";

/** How much of a source one run may take away or bring before someone is to look. */
export interface GuardSettings {
  /**
   * The share of a source's records of one kind that one run may delete. A fifth: closing a year's projects takes less
   * away, and a query that lost its filter, half a file or a renumbering takes more. One record may always go.
   */
  readonly deletionShare: number;
  /** Milliseconds within which deletions of several runs count together. */
  readonly window: number;
  /** How many times its size a source may gain in one run before the report says so; growth is never held. */
  readonly growthShare: number;
}

export const GUARD_DEFAULTS: GuardSettings = { deletionShare: 0.2, window: 86_400_000, growthShare: 1 };

export type KindCounts = Readonly<Partial<Record<HarvestedKind, number>>>;

export interface GuardVerdict {
  readonly held: boolean;
  /** The kinds over their limit, with what was asked and what may go. */
  readonly over: readonly { readonly kind: HarvestedKind; readonly deletions: number; readonly allowed: number; readonly held: number }[];
}

/** How many of `held` records one run may delete. */
export function deletionsAllowed(held: number, share: number): number {
  return Math.max(1, Math.floor(held * share));
}

/** Judges a run's deletions kind by kind: where one kind loses too much, none of the run's deletions is applied. */
export function judgeDeletions(held: KindCounts, deletions: KindCounts, share: number): GuardVerdict {
  const over = (Object.keys(deletions) as HarvestedKind[]).flatMap((kind) => {
    const asked = deletions[kind] ?? 0;
    const allowed = deletionsAllowed(held[kind] ?? 0, share);
    return asked > allowed ? [{ kind, deletions: asked, allowed, held: held[kind] ?? 0 }] : [];
  });
  return { held: over.length > 0, over };
}

/** Whether a source grew by more than its settings call usual; a first harvest has nothing to compare with. */
export function grewTooFast(heldBefore: number, added: number, share: number): boolean {
  return heldBefore > 0 && added > Math.max(1, Math.floor(heldBefore * share));
}
