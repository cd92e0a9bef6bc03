import type { Principal } from "@actionline/kit/access";
import type { PairStanding } from "../columns/duplicate-columns";
import { silences } from "../columns/sayings";
import type { IndexView } from "../index-view";
import type { OverlapLevelName, OverlapStateName } from "./overlap.enums";

/**
 * The requests for review that anybody may see by now, their parties having replied or their deadline having passed: by
 * id the sequence up to which what was entered is public. What was found after that has to be heard anew.
 */
export type PublicReviews = ReadonlyMap<string, number>;

/** A pair as one reader sees it; what isn't for this reader is null in it. */
export interface SeenOverlap extends PairStanding {
  readonly level: OverlapLevelName | null;
  readonly state: OverlapStateName;
  /** The rows of the two activities. */
  readonly rows: readonly [number, number];
  /** The sequence at which what is seen last changed. */
  readonly version: number;
}

/**
 * The one place that says who sees which overlap: lists, counts and lookups ask here. Both activities must be the
 * reader's to see. A request for review is for its parties and for those who may read private records, until it is public.
 */
export class VisibleOverlaps {
  readonly #index: IndexView;
  readonly #principal: Principal;
  readonly #public: PublicReviews;

  constructor(index: IndexView, principal: Principal, published: PublicReviews) {
    this.#index = index;
    this.#principal = principal;
    this.#public = published;
  }

  all(): SeenOverlap[] {
    return Array.from(this.#index.columns.duplicates.standings(this.#index.sequence)).flatMap((standing) => this.#see(standing) ?? []);
  }

  ofActivity(id: string): SeenOverlap[] {
    const { duplicates, subjectNames } = this.#index.columns;
    return duplicates.standingsOf(subjectNames.find(id), this.#index.sequence).flatMap((standing) => this.#see(standing) ?? []);
  }

  byId(id: string): SeenOverlap | null {
    const standing = this.#index.columns.duplicates.standing(id, this.#index.sequence);
    return standing === null ? null : this.#see(standing);
  }

  #see(standing: PairStanding): SeenOverlap | null {
    const { sequence, privateToo, columns } = this.#index;
    const rows = [standing.one, standing.other].map((subject) => columns.rowsOf.at(subject, sequence, privateToo));
    const [one = -1, other = -1] = rows;
    if (one === -1 || other === -1) return null;
    const forThisReader =
      privateToo || (standing.found?.said === "L3" && (this.#isPublic(standing.id, standing.found.from) || this.#isParty([one, other])));
    const seen = <Saying extends { readonly hidden: boolean }>(saying: Saying | null): Saying | null =>
      saying === null || (saying.hidden && !forThisReader) ? null : saying;
    const decided = seen(standing.decided);
    const found = decided === null && silences(standing.decided) ? null : seen(standing.found);
    if (found === null && decided === null) return null;
    const level = found === null ? null : found.said === "L3" ? "L3" : "L0";
    const state = stateOf(found?.said ?? null, decided?.said ?? null);
    return { ...standing, found, decided, level, state, rows: [one, other], version: Math.max(found?.from ?? 0, decided?.from ?? 0) };
  }

  #isPublic(id: string, from: number): boolean {
    const upTo = this.#public.get(id);
    return upTo !== undefined && from <= upTo;
  }

  /** Whoever publishes for the agency of either activity, or represents the organization that leads one. */
  #isParty(rows: readonly [number, number]): boolean {
    const { columns } = this.#index;
    const agencies = rows.map((row) => columns.agencyOf(row));
    const leads = rows.map((row) => columns.leadOf(row));
    return this.#principal.roles.some(
      ({ name, of }) =>
        of !== null && ((name === "PUBLISHER" && agencies.includes(of)) || (name === "REPRESENTATIVE" && leads.includes(of))),
    );
  }
}

type FoundSaid = NonNullable<PairStanding["found"]>["said"];
type DecidedSaid = NonNullable<PairStanding["decided"]>["said"];

function stateOf(found: FoundSaid | null, decided: DecidedSaid | null): OverlapStateName {
  if (decided !== null) return decided === "SAME" ? "CONFIRMED" : decided;
  return found === "MERGED" ? "CONFIRMED" : "PROPOSED";
}
