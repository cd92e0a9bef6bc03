import { ancestorsOfItem, ancestorsOfLine, lineOfItem } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";
import { commitmentsTo } from "../coverage/commitments";
import { effortOn } from "../coverage/effort";
import type { BaseCell } from "../coverage/expectations";
import { expectationOfCell } from "../coverage/expectations";
import { type Party, partiesOf } from "../coverage/responsibility";
import type { CountedRow } from "../coverage/rows-of-cells";
import { statementsOn } from "../coverage/statements";
import { type ChangedKind, type ChangeEntry, entryOf } from "./change-entry";
import { changedIds } from "./input-family";
import type { MixedAnswer } from "./mixed-answer";
import { isSame, type OpenedPoints } from "./two-points";

type Table = keyof ReferenceView;

/** The records of the small kinds that differ between two points, and those among them that bear on some base cells. */
export class RecordEntries {
  readonly #points: OpenedPoints;
  readonly #answers: readonly [MixedAnswer, MixedAnswer];
  readonly #changed = new Map<Table, ReadonlySet<string>>();

  constructor(points: OpenedPoints, before: MixedAnswer, after: MixedAnswer) {
    this.#points = points;
    this.#answers = [before, after];
  }

  /** Scopes that speak of the cells at either point, else those of who answers for them; and the teams' statements. */
  scopes(cells: readonly BaseCell[]): ChangeEntry[] {
    const parties = this.#parties(cells);
    const speaking = new Set(
      parties.flatMap(({ scope, inside }) => [...(scope === null ? [] : [scope.id]), ...inside.map(({ id }) => id)]),
    );
    const changed = [...this.#changedOf("scopes")];
    const named = changed.filter((id) => speaking.has(id));
    const agencies = new Set(parties.map(({ agency }) => agency));
    const theirs = (id: string): boolean => this.#views.some((view) => agencies.has(view.scopes.get(id)?.agency ?? ""));
    const statements = this.#either((view) =>
      cells.flatMap(({ item, place, year }) => statementsOn(item, place, year, view).map(({ id }) => id)),
    );
    return [
      ...this.#entries("SCOPE", "scopes", new Set(named.length > 0 ? named : changed.filter(theirs))),
      ...this.#entries("STATEMENT", "statements", statements),
    ];
  }

  responsibility(cells: readonly BaseCell[]): ChangeEntry[] {
    const lines = this.#either((view) => cells.map(({ item }) => lineOfItem(view, item) ?? ""));
    const facilitators = this.#either((view) =>
      [...view.facilitators.values()].filter(({ actionLine }) => lines.has(actionLine)).map(({ id }) => id),
    );
    const { commitments } = this.#answers[1].slice.definition.choices;
    const committed = this.#either((view) =>
      commitments ? cells.flatMap(({ item, place, year }) => commitmentsTo(item, place, year, view).map(({ id }) => id)) : [],
    );
    const agencies = new Set(this.#parties(cells).map(({ agency }) => agency ?? ""));
    return [
      ...this.#entries("FACILITATOR", "facilitators", facilitators),
      ...this.#entries("COMMITMENT", "commitments", committed),
      ...this.#entries("AGENCY", "agencies", agencies),
    ];
  }

  expectations(cells: readonly BaseCell[]): ChangeEntry[] {
    const deciding = this.#either((view) => cells.map((cell) => expectationOfCell(cell, view).record ?? ""));
    return this.#entries("EXPECTATION", "expectations", deciding);
  }

  definition(): ChangeEntry[] {
    return this.#entries("DEFINITION", "definitions", new Set(this.#changedOf("definitions")));
  }

  /** Sources that stand otherwise than before: of who answers for the cells, and of what is evidence there. */
  sources(cells: readonly BaseCell[], rows: readonly CountedRow[]): ChangeEntry[] {
    const [before, after] = this.#answers.map(({ slice }) => slice.standings);
    const { columns } = this.#points.asked.index;
    const agencies = new Set(this.#parties(cells).map(({ agency }) => agency));
    const behind = new Set(rows.map(({ row }) => columns.sourceOf(row)));
    const ids = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
    return ids.flatMap((id) => {
      const [was, is] = [before?.get(id), after?.get(id)];
      const stands = is ?? was;
      if (stands === undefined || (was !== undefined && isSame(was, is))) return [];
      if (!behind.has(id) && !agencies.has(stands.agency)) return [];
      return [entryOf("SOURCE", id, was !== undefined, is !== undefined)];
    });
  }

  /** The plan's and places' own records, and organizations that lead or carry out what is evidence. */
  reference(cells: readonly BaseCell[], rows: readonly CountedRow[]): ChangeEntry[] {
    const { columns } = this.#points.asked.index;
    const items = this.#either((view) => cells.flatMap(({ item }) => [item, ...ancestorsOfItem(view, item)]));
    const lines = this.#either((view) =>
      [...items].flatMap((item) => {
        const line = lineOfItem(view, item);
        return line === null ? [] : [line, ...ancestorsOfLine(view, line)];
      }),
    );
    const actors = rows.flatMap(({ row }) => Array.from(columns.actors.list(row), (actor) => columns.organizationKeys.text(actor)));
    return [
      ...this.#entries("PLAN_ITEM", "items", items),
      ...this.#entries("ACTION_LINE", "lines", lines),
      ...this.#entries("THEME", "themes", new Set(this.#changedOf("themes"))),
      ...this.#entries(
        "PLACE",
        "places",
        new Set([...cells.map(({ place }) => place), ...rows.flatMap(({ row }) => columns.placesOf(row))]),
      ),
      ...this.#entries("PLACE_GROUP", "placeGroups", new Set(this.#changedOf("placeGroups"))),
      ...this.#entries("ORGANIZATION", "organizations", new Set(actors)),
    ];
  }

  /** What asking the views at both points has cost since it was last told. */
  effort(): number {
    const views = [...this.#views, ...this.#answers.map(({ slice }) => slice.view)];
    return views.reduce((sum, view) => sum + effortOn(view).told(), 0);
  }

  get #views(): readonly [ReferenceView, ReferenceView] {
    return [this.#points.views.earlier, this.#points.views.later];
  }

  #either(idsIn: (view: ReferenceView) => readonly string[]): Set<string> {
    return new Set(this.#views.flatMap((view) => [...idsIn(view)]));
  }

  #parties(cells: readonly BaseCell[]): Party[] {
    return this.#answers.flatMap(({ slice }) =>
      cells.flatMap(({ item, place, year }) => partiesOf(item, place, year, slice.view, slice.definition.choices)),
    );
  }

  #changedOf(table: Table): ReadonlySet<string> {
    const [earlier, later] = this.#views;
    const known = this.#changed.get(table) ?? new Set(changedIds(earlier[table], later[table]));
    this.#changed.set(table, known);
    return known;
  }

  #entries(kind: ChangedKind, table: Table, bearing: ReadonlySet<string>): ChangeEntry[] {
    const [earlier, later] = this.#views;
    return [...this.#changedOf(table)]
      .filter((id) => bearing.has(id))
      .map((id) => entryOf(kind, id, earlier[table].has(id), later[table].has(id)));
  }
}
