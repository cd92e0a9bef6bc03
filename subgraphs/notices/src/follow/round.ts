import type { Principal } from "@actionline/kit/access";
import type { Point } from "@actionline/kit/point";
import type { WorkBudget } from "@actionline/kit/work-budget";
import type { Db } from "mongodb";
import type { WatchedKindName } from "../event/event-kind";
import type { CellStates, FindingEyes, PrincipalOfId } from "../ports";
import type { StoredWatch } from "../store";
import type { Cell, Footprint } from "../watch/watch-slice";
import type { EventDrafts } from "./event-drafts";
import type { WatchIndex } from "./watch-index";

/** What a follower keeps and asks. */
export interface FollowerParts {
  readonly db: Db;
  readonly cells: CellStates;
  readonly findings: FindingEyes;
  readonly principalOf: PrincipalOfId;
}

/** One step of following: the entries after `from` up to `to`, judged at the point. */
export interface Round extends FollowerParts {
  readonly from: number;
  readonly to: number;
  readonly point: Point;
  readonly index: WatchIndex;
  readonly watches: ReadonlyMap<string, StoredWatch>;
  readonly drafts: EventDrafts;
  readonly owners: Owners;
  /** What the round does in memory, in turns of the event loop: it makes nobody wait, however many watch. */
  readonly work: WorkBudget;
}

/** What a slice costs that is looked at, and a watch that is told, in units of work. */
const UNITS = { look: 350, watch: 100 } as const;

/** Ids of the watches that mean a cell. */
export async function watchesOfCell({ index, work }: Round, cell: Cell): Promise<string[]> {
  const before = index.looks;
  const found = index.matching(cell);
  await work.draw((index.looks - before) * UNITS.look + found.length * UNITS.watch);
  return found;
}

/** Whether anybody watches a cell. */
export async function isWatched({ index, work }: Pick<Round, "index" | "work">, cell: Cell): Promise<boolean> {
  const before = index.looks;
  const found = index.means(cell);
  await work.draw((index.looks - before) * UNITS.look);
  return found;
}

/** Ids of the watches that any of the footprints meets. */
export async function watchesMeeting({ index, work }: Round, footprints: readonly Footprint[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const footprint of footprints) {
    const before = index.looks;
    for (const watch of index.meeting(footprint)) found.add(watch);
    await work.draw((index.looks - before) * UNITS.look);
  }
  return found;
}

/** The owners of watches as they stand now, each asked for once a round. */
export class Owners {
  readonly #principalOf: PrincipalOfId;
  readonly #known = new Map<string, Promise<Principal>>();

  constructor(principalOf: PrincipalOfId) {
    this.#principalOf = principalOf;
  }

  /** One whom the hub knows no more sees what anybody sees. */
  of({ owner }: StoredWatch): Promise<Principal> {
    const known = this.#known.get(owner);
    if (known !== undefined) return known;
    const asked = this.#principalOf(owner).then((principal) => principal ?? { id: owner, name: owner, roles: [] });
    this.#known.set(owner, asked);
    return asked;
  }
}

/** Those of the watches named that ask for the kind, each once. */
export function asking({ watches }: Pick<Round, "watches">, ids: Iterable<string>, kind: WatchedKindName): StoredWatch[] {
  return [...new Set(ids)].flatMap((id) => {
    const watch = watches.get(id);
    return watch?.kinds.includes(kind) ? [watch] : [];
  });
}
