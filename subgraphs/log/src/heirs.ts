import DataLoader from "dataloader";
import type { Read } from "./last-versions";
import { followSteps, MOST_FOLLOWED, type Succession } from "./succession";

/** What the hub holds in place of a record. */
export interface Heirs {
  /** The record itself where it holds, else the one that it went into whole; null where there is none, or it was split. */
  readonly whole: string | null;
  /** All that hold of what it went into, nearest first; the record alone where it holds itself. */
  readonly all: readonly string[];
}

/** Where references to records of one kind lead, for one request: those of a page are followed together. */
export class HeirReader {
  readonly #heirs: DataLoader<string, Heirs>;

  constructor(read: Read) {
    this.#heirs = new DataLoader(
      async (ids) => {
        const succession = await followSteps(read, ids);
        return ids.map((id) => heirsOf(id, succession));
      },
      // After a mutation the rest of its answer reads at a later point.
      { cacheKeyFn: (id) => `${read.request.asOf.sequence} ${id}` },
    );
  }

  of(id: string): Promise<Heirs> {
    return this.#heirs.load(id);
  }
}

function heirsOf(id: string, { steps, holding }: Succession): Heirs {
  const seen = new Set<string>();
  const all: string[] = [];
  let isWhole = true;
  for (let level = [id]; level.length > 0 && seen.size < MOST_FOLLOWED; ) {
    const fresh = [...new Set(level)].filter((each) => !seen.has(each));
    for (const each of fresh) seen.add(each);
    all.push(...fresh.filter((each) => holding.has(each)));
    const next = fresh.filter((each) => !holding.has(each)).flatMap((each) => steps.get(each) ?? []);
    if (next.some(({ how }) => how === "SPLIT")) isWhole = false;
    level = next.map((step) => step.id);
  }
  return { whole: isWhole ? (all[0] ?? null) : null, all };
}
