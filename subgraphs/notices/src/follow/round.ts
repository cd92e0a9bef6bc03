import type { Principal } from "@actionline/kit/access";
import type { Point } from "@actionline/kit/point";
import type { Db } from "mongodb";
import type { WatchedKindName } from "../event/event-kind";
import type { CellStates, FindingEyes, PrincipalOfId } from "../ports";
import type { StoredWatch } from "../store";
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
