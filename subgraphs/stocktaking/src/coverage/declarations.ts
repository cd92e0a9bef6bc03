import { liesIn, remembered } from "../columns/plan-tree";
import type { KeptScope, ReferenceView } from "../columns/reference-tables";
import { containsCell } from "./contains-cell";
import type { DefinitionChoices } from "./coverage-definition";
import { Room } from "./room";
import { ScopeBook } from "./scope-book";

/** What an agency declared for a cell. */
export interface Declarations {
  /** The scope that speaks for the cell; null where nothing was declared. */
  readonly scope: KeptScope | null;
  /** Other scopes that speak for a part of the cell: for an item below it, or a place in it. */
  readonly inside: readonly KeptScope[];
}

/** Records by a key of theirs; remembered as long as somebody holds the records. */
export const grouped = <T>(keyOf: (record: T) => string) => groupedByEach<T>((record) => [keyOf(record)]);

/** The same for records that stand under several keys. */
export const groupedByEach = <T>(keysOf: (record: T) => readonly string[]) =>
  remembered((records: ReadonlyMap<string, T>) => {
    const groups = new Map<string, T[]>();
    for (const record of records.values()) {
      for (const key of new Set(keysOf(record))) {
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [record]);
        else group.push(record);
      }
    }
    return groups as ReadonlyMap<string, readonly T[]>;
  });

/** Reporting scopes by the agency that declared them. */
export const scopesByAgency = grouped<KeptScope>(({ agency }) => agency);

/** Names of places that the books of one view keep at most: beyond, all are written anew as they are asked. */
const MOST_KEPT = 500_000;

/** What each agency declared for each year, written when it is first asked for. */
class ScopeBooks {
  readonly #view: ReferenceView;
  #books = new Map<number, Map<string, ScopeBook>>();
  #room = new Room(MOST_KEPT);

  constructor(view: ReferenceView) {
    this.#view = view;
  }

  of(agency: string, year: number): ScopeBook {
    if (this.#room.isFull) this.#forget();
    return this.#books.get(year)?.get(agency) ?? this.#write(agency, year);
  }

  #forget(): void {
    this.#books = new Map();
    this.#room = new Room(MOST_KEPT);
  }

  #write(agency: string, year: number): ScopeBook {
    const own = (scopesByAgency(this.#view.scopes).get(agency) ?? []).filter(({ years }) => years.includes(year));
    const book = new ScopeBook(own, this.#view, this.#room);
    const ofYear = this.#books.get(year) ?? new Map<string, ScopeBook>();
    this.#books.set(year, ofYear.set(agency, book));
    return book;
  }
}

/** Remembered as long as somebody holds the view. */
const booksOf = remembered((view: ReferenceView) => new ScopeBooks(view));

/**
 * What an agency declared for a cell as a whole and, where the definition asks, for parts of it; nothing where an
 * organization reports as no agency. What happened in a part is evidence for the whole, so that silence about the whole
 * says nothing where the agency itself says that it didn't tell all about the part.
 */
export function declarations(
  agency: string | null,
  item: string,
  place: string,
  year: number,
  view: ReferenceView,
  { partsDeclared, eachPartHeard }: Pick<DefinitionChoices, "partsDeclared" | "eachPartHeard">,
): Declarations {
  if (agency === null) return { scope: null, inside: [] };
  const book = booksOf(view).of(agency, year);
  const scope = book.whole(item, place);
  const inside = partsDeclared ? book.inside(scope, item, place) : [];
  return { scope, inside: eachPartHeard ? inside : inside.filter((part) => !containsCell(part, item, place, view)) };
}

/** Whether one of the places is the other one, contains it or lies in it; no list means everywhere. */
export const meetsPlace = (places: readonly string[] | null | undefined, place: string, view: ReferenceView): boolean =>
  places == null || places.some((of) => liesIn(view, place, of) || liesIn(view, of, place));

/** What an agency declared for the cell as a whole: its most specific scope that contains it; among equals the later one. */
export const declared = (agency: string, item: string, place: string, year: number, view: ReferenceView): KeptScope | null =>
  booksOf(view).of(agency, year).whole(item, place);
