import type { AsOfPoint } from "@actionline/kit/request-context";
import type { IndexSnapshot } from "../columns/index-snapshot";
import type { ReferenceView } from "../columns/reference-tables";
import { type SourceStanding, standingOfSources } from "../columns/source-standing";
import { baseGrid, lastClosedYear } from "../coverage/base-grid";
import type { CoverageQuery } from "../coverage/coverage-query";
import { definitionMeant } from "../coverage/definitions";
import type { RollUp } from "../coverage/roll-up";
import { type Slice, staleness, type TallyMeant, tallyOf } from "../coverage/slice";
import type { Tally } from "../coverage/tally";
import { differs, INPUT_FAMILIES, type InputFamily, mixedView } from "./input-family";
import { compareRows, type RowChanges } from "./row-changes";

/** A question asked at two points of the log: what it is worked out from can be read at either, a family at a time. */
export interface TwoPoints {
  readonly index: IndexSnapshot;
  readonly query: CoverageQuery;
  readonly earlier: AsOfPoint;
  readonly later: AsOfPoint;
  readonly privateToo: boolean;
}

/** Both points, opened. */
export class OpenedPoints {
  readonly asked: TwoPoints;
  readonly views: { readonly earlier: ReferenceView; readonly later: ReferenceView };
  readonly rows: RowChanges;
  /** The families that differ between the points, in the order of precedence. */
  readonly changed: readonly InputFamily[];
  /** Families that what rows say hangs on: equal ones make equal tallies. */
  readonly #onRows: ReadonlySet<InputFamily>;

  private constructor(asked: TwoPoints, rows: RowChanges) {
    const { index, earlier, later, privateToo } = asked;
    this.asked = asked;
    this.rows = rows;
    this.views = { earlier: index.tables.at(earlier.sequence, privateToo), later: index.tables.at(later.sequence, privateToo) };
    this.changed = INPUT_FAMILIES.filter((family) => this.#differs(family));
    this.#onRows = new Set(["DEFINITION", "REFERENCE", "REVIEWS", "DUPLICATES", "ADDED_ACTIVITIES", "CHANGED_ACTIVITIES"]);
    if (this.#stalenessDiffers()) this.#onRows = new Set([...this.#onRows, "SOURCES"]);
  }

  static *open(asked: TwoPoints): Generator<number, OpenedPoints, void> {
    const { index, earlier, later, privateToo } = asked;
    const rows = yield* compareRows(index.columns, earlier.sequence, later.sequence, privateToo);
    return new OpenedPoints(asked, rows);
  }

  /** The slice with some families read at the later point. */
  slice(switched: ReadonlySet<InputFamily>): Slice {
    const { index, privateToo, earlier, later } = this.asked;
    const view = mixedView(this.views.earlier, this.views.later, switched);
    const query = knownPart(this.asked.query, view);
    const definition = definitionMeant(query.definition, view);
    const { instant } = switched.has("CLOSED_YEARS") ? later : earlier;
    const standings = this.#standings(switched, view);
    const point = { sequence: later.sequence, instant, latest: false };
    return { index, query, point, privateToo, view, standings, grid: baseGrid(query, view, instant), definition };
  }

  /** What a tally hangs on: two sets of switched families with the same key have the same tally. */
  keyOfTally(switched: ReadonlySet<InputFamily>): string {
    return this.changed.filter((family) => switched.has(family) && this.#onRows.has(family)).join(" ");
  }

  /** The tally of a mixed slice, done. */
  *tally(slice: Slice, rollUp: RollUp, switched: ReadonlySet<InputFamily>): Generator<number, Tally, void> {
    const { earlier, later } = this.asked;
    const at = (family: InputFamily): number => (switched.has(family) ? later : earlier).sequence;
    const also = { reviews: at("REVIEWS"), duplicates: at("DUPLICATES") };
    const [first, second] = this.#rowsMeant(switched);
    const tally = tallyOf(slice, rollUp, { ...first, sequences: { ...also, ...first.sequences } });
    yield* tally.steps();
    if (second === null) return tally;
    // Activities that came are none of those that were there: both tallies count into the same counters.
    const more = tallyOf(slice, rollUp, { ...second, sequences: { ...also, ...second.sequences }, counters: tally.counters });
    yield* more.steps();
    more.marks.forEach((marks, cell) => {
      tally.marks[cell] = (tally.marks[cell] ?? 0) | marks;
    });
    return tally;
  }

  /** Rows at one of the points, or those that were there at the one and those that came by the other. */
  #rowsMeant(switched: ReadonlySet<InputFamily>): [TallyMeant, TallyMeant | null] {
    const { earlier, later } = this.asked;
    const before = { sequences: { rows: earlier.sequence } };
    const after = { sequences: { rows: later.sequence } };
    const came = switched.has("ADDED_ACTIVITIES");
    if (switched.has("CHANGED_ACTIVITIES")) return [came ? after : { ...after, rows: this.rows.kept }, null];
    return [before, came && this.rows.added.length > 0 ? { ...after, rows: this.rows.added } : null];
  }

  #standings(switched: ReadonlySet<InputFamily>, view: ReferenceView): ReadonlyMap<string, SourceStanding> {
    const { earlier, later, query } = this.asked;
    // A source grows old by the passing of time alone: that is an outage of the source and no news of the world.
    const { instant } = switched.has("SOURCES") ? later : earlier;
    return standingOfSources(view, instant, definitionMeant(query.definition, view).choices.freshness);
  }

  #differs(family: InputFamily): boolean {
    const { index, earlier, later, privateToo } = this.asked;
    const { columns } = index;
    switch (family) {
      case "SOURCES":
        return differs(family, this.views.earlier, this.views.later) || !sameStandings(this.#both());
      case "DUPLICATES":
        return columns.duplicates.at(earlier.sequence, privateToo) !== columns.duplicates.at(later.sequence, privateToo);
      case "REVIEWS":
        return columns.reviews.changedBetween(earlier.sequence, later.sequence);
      case "ADDED_ACTIVITIES":
        return this.rows.added.length > 0;
      case "CHANGED_ACTIVITIES":
        return this.rows.replaced.length > 0;
      case "CLOSED_YEARS":
        return lastClosedYear(earlier.instant) !== lastClosedYear(later.instant);
      default:
        return differs(family, this.views.earlier, this.views.later);
    }
  }

  #both(): [ReadonlyMap<string, SourceStanding>, ReadonlyMap<string, SourceStanding>] {
    const { earlier, later } = this.views;
    return [this.#standings(new Set(), earlier), this.#standings(new Set(["SOURCES"]), later)];
  }

  /** Whether any source has lapsed for any year at one of the points alone. */
  #stalenessDiffers(): boolean {
    if (this.changed.includes("DEFINITION")) return true;
    const [before, after] = this.#both().map((standings) => staleness({ index: this.asked.index, standings }));
    const sources = this.asked.index.columns.sourceIds.texts();
    const years = this.asked.query.years ?? [];
    return sources.some((_, source) => years.some((year) => before?.(source, year) !== after?.(source, year)));
  }
}

function sameStandings([before, after]: readonly [ReadonlyMap<string, SourceStanding>, ReadonlyMap<string, SourceStanding>]): boolean {
  return before.size === after.size && [...before].every(([source, standing]) => isSame(standing, after.get(source)));
}

/** Whether a source stands as it did, as far as coverage asks. */
export const isSame = (one: SourceStanding, other: SourceStanding | undefined): boolean =>
  other !== undefined &&
  one.freshness === other.freshness &&
  one.lastHarvest === other.lastHarvest &&
  one.asOf?.getTime() === other.asOf?.getTime() &&
  one.withheld === other.withheld;

/** The part of a question whose names are known in a view: at an earlier point some may not have been there yet. */
function knownPart(query: CoverageQuery, { items, lines, places }: ReferenceView): CoverageQuery {
  const known = (names: readonly string[] | undefined, table: ReadonlyMap<string, unknown>) => names?.filter((name) => table.has(name));
  const named = { items: known(query.items, items), actionLines: known(query.actionLines, lines), places: known(query.places, places) };
  return { ...query, ...Object.fromEntries(Object.entries(named).filter(([, names]) => names !== undefined)) };
}
