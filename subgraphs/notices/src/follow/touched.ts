import type { Point } from "@actionline/kit/point";
import type { LoggedChange } from "@actionline/log/follow";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { CellStates } from "../ports";
import { EVERYTHING, type Footprint } from "../watch/watch-slice";

/** Kinds of entries that can alter the state of a cell. Overlaps can't: a record counted once is evidence all the same. */
export const TOUCHING_KINDS = [
  "ACTIVITY",
  "REVIEW",
  "SCOPE",
  "EXPECTATION",
  "STATEMENT",
  "COMMITMENT",
  "FACILITATOR",
  "HARVEST",
  "ACTION_LINE",
  "PLAN_ITEM",
  "PLACE",
  "ORGANIZATION",
  "AGENCY",
  "SOURCE",
  "DEFINITION",
] as const satisfies readonly EntryKind[];
export type TouchingKind = (typeof TOUCHING_KINDS)[number];

/** A version that began or ended; without a record where its content is gone. */
export type TouchedVersion<K extends TouchingKind = TouchingKind> = {
  readonly [Kind in K]: { readonly kind: Kind; readonly subject: string; readonly record: RecordOfKind[Kind] | null };
}[K];

/** What a suggestion or a review assigns an activity to: an item, or a line where that is null. */
type Assigned = Pick<RecordOfKind["REVIEW"], "item" | "actionLine">;

/** Where a round's changes can have altered a cell: named as the records name it, and worked out against the plan once. */
export class Touched {
  readonly #items = new Set<string>();
  readonly #lines = new Set<string>();
  readonly #sources = new Set<string>();
  #places: Set<string> | null = new Set();
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  #everything = false;

  get isEverything(): boolean {
    return this.#everything;
  }

  touchEverything(): void {
    this.#everything = true;
  }

  /**
   * Takes in a version that began or ended.
   *
   * @param accepted what reviewers accepted an activity for
   */
  add({ kind, record, subject }: TouchedVersion, accepted: readonly Assigned[] = []): void {
    if (this.#everything) return;
    // Content that was taken out of the log can't tell any more what it was about.
    if (record === null) this.touchEverything();
    else if (kind === "ACTIVITY") this.#addActivity(record, accepted);
    else if (kind === "REVIEW") this.#name({ items: [record.item], lines: [record.actionLine] });
    else if (kind === "SCOPE") this.#addScope(record);
    else if (kind === "EXPECTATION")
      this.#name({ items: [record.item], places: record.place === null ? null : [record.place], year: record.year });
    else if (kind === "STATEMENT" || kind === "COMMITMENT") this.#name({ items: record.items, places: record.places });
    else if (kind === "FACILITATOR") this.#name({ lines: [record.actionLine] });
    else if (kind === "HARVEST") this.#sources.add(subject);
    else this.touchEverything();
  }

  /** The footprints of all that was added. */
  footprints(cells: CellStates, point: Point): Footprint[] {
    if (this.#everything) return [EVERYTHING];
    const agencies = new Set(cells.sourcesAt(point).flatMap(({ source, agency }) => (this.#sources.has(source) ? [agency] : [])));
    const ofAgencies = [...agencies].flatMap((agency) => cells.reachOfAgency(agency, point));
    if (this.#items.size + this.#lines.size === 0) return ofAgencies;
    const items = cells.itemsAround([...this.#items], [...this.#lines], true, point);
    const places = this.#places === null ? null : cells.placesAround([...this.#places], true, point);
    return [...ofAgencies, { items, places, years: { from: this.#from, to: this.#to } }];
  }

  #addActivity(
    { items = [], actionLines = [], suggestions, places = [], period }: RecordOfKind["ACTIVITY"],
    accepted: readonly Assigned[],
  ): void {
    const assigned = [...suggestions, ...accepted];
    const named = [...items, ...assigned].map(({ item }) => item);
    const lines = [...actionLines, ...assigned.flatMap(({ item, actionLine }) => (item === null ? [actionLine] : []))];
    if (named.length + lines.length === 0) return;
    this.#name({
      items: named,
      lines,
      places: places.length === 0 ? null : places.map(({ place }) => place),
      from: yearOf(period.start ?? period.end, Number.NEGATIVE_INFINITY),
      to: yearOf(period.end, Number.POSITIVE_INFINITY),
    });
  }

  /** Naming an item makes an agency answer for it in every year, so that the scope's own years bound nothing. */
  #addScope({ items, actionLines, places }: RecordOfKind["SCOPE"]): void {
    if (items === undefined && actionLines === undefined) this.touchEverything();
    else this.#name({ items: items ?? [], lines: actionLines ?? [], places: places ?? null });
  }

  #name(named: {
    readonly items?: readonly (string | null)[];
    readonly lines?: readonly string[];
    readonly places?: readonly string[] | null;
    readonly year?: number | null;
    readonly from?: number;
    readonly to?: number;
  }): void {
    for (const item of named.items ?? []) if (item !== null) this.#items.add(item);
    for (const line of named.lines ?? []) this.#lines.add(line);
    if (named.places == null) this.#places = null;
    else for (const place of named.places) this.#places?.add(place);
    this.#from = Math.min(this.#from, named.year ?? named.from ?? Number.NEGATIVE_INFINITY);
    this.#to = Math.max(this.#to, named.year ?? named.to ?? Number.POSITIVE_INFINITY);
  }
}

/** The year of a calendar date; where there is none, what bounds nothing. */
function yearOf(date: string | undefined, open: number): number {
  const year = Number(date?.slice(0, 4));
  return date === undefined || Number.isNaN(year) ? open : year;
}

export const isTouching = (change: LoggedChange): change is LoggedChange<TouchingKind> =>
  (TOUCHING_KINDS as readonly EntryKind[]).includes(change.kind);
