import { snapshotOf } from "@actionline/kit/as-of";
import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import { pageSize, readCursor } from "@actionline/kit/page";
import { nameOfPoint } from "@actionline/kit/point";
import type { AsOfPoint, RequestContext } from "@actionline/kit/request-context";
import { type AsOfInput, resolveAsOf } from "@actionline/log/as-of";
import { contentHash } from "@actionline/log/canonical";
import DataLoader from "dataloader";
import type { Db } from "mongodb";
import { lastClosedYear } from "../coverage/base-grid";
import { coverageQueryOf } from "../coverage-graph/coverage.query";
import type { IndexView } from "../index-view";
import type { ChangeEntry } from "./change-entry";
import { sentenceOfChange } from "./change-sentence";
import type { CellChange, PointsCompared } from "./compare-points";
import type { CoverageChange, CoverageChanges } from "./coverage-changes";
import type { ChangedCellsArguments, CoverageChangesArguments } from "./coverage-changes.arguments";
import { countChanges, showChange } from "./coverage-changes.show";
import { entriesOfChanges } from "./entries-of-changes";

const MOST_AXES = 4;
/** What a changed cell costs in a list of all, against one look at a row. */
const UNITS_OF_LISTED = 3;

/** What changed between two points of the log, for one request. */
export class CoverageChangesRepository {
  readonly #db: Db;
  readonly #index: IndexView;
  readonly #request: RequestContext;
  readonly #clock: () => Date;
  readonly #entries: DataLoader<CoverageChange, ChangeEntry[]>;

  constructor(db: Db, index: IndexView, request: RequestContext, clock: () => Date) {
    this.#db = db;
    this.#index = index;
    this.#request = request;
    this.#clock = clock;
    this.#entries = new DataLoader((changes) => this.#entriesOfAll(changes));
  }

  async open({ since, counts, dedupe, ...asked }: CoverageChangesArguments): Promise<CoverageChanges> {
    const axes = new Set(asked.by);
    if (axes.size !== asked.by.length || axes.size < 1 || axes.size > MOST_AXES) {
      throw hubError("BAD_INPUT", `by takes one to ${MOST_AXES} different axes, such as [ITEM, REGION].`);
    }
    const earlier = await this.#earlierPoint(since);
    await this.#index.reach();
    const query = { years: [lastClosedYear(this.#index.instant)], ...coverageQueryOf(asked) };
    const compared = await this.#index.compare(query, earlier, { counts: counts ?? false, dedupe: dedupe ?? null });
    const { before, after, changes } = compared;
    const request = this.#request;
    return {
      compared,
      since: { sequence: earlier.sequence, at: earlier.instant, name: earlier.name ?? nameOfPoint(earlier) },
      asOf: snapshotOf(request),
      boundsSince: before.bounds,
      bounds: after.bounds,
      definitionVersions: [before.slice.definition.version, after.slice.definition.version],
      counts: countChanges(changes),
      get cite() {
        return request.cite();
      },
    };
  }

  /** A page of changed cells in the order of the axes. */
  async cells({ compared, since }: CoverageChanges, asked: ChangedCellsArguments): Promise<Connection<CoverageChange>> {
    const { causes, from, to, first, after } = asked;
    await this.#request.work.draw(compared.changes.length * UNITS_OF_LISTED);
    const { query } = compared.points.asked;
    const list = `changes ${contentHash([query, since.name, compared.comparing, causes ?? null, from ?? null, to ?? null]).slice(0, 12)}`;
    const last = after == null ? -1 : Number(readCursor(list, this.#request.asOf, after)[0]);
    const found = compared.changes.filter((change) => isMeant(change, asked));
    const start = found.filter(({ cell }) => cell <= last).length;
    const shown = found.slice(start, start + pageSize(first));
    return connect(
      {
        list,
        rows: shown.map((change) => showChange(compared, change)),
        place: (change) => [change.found.cell],
        hasNextPage: start + shown.length < found.length,
        hasPreviousPage: start > 0,
        totalCount: found.length,
      },
      this.#request,
    );
  }

  /** What made a change; a few passes over the rows for all changes of a page. */
  async entries(change: CoverageChange, first: number | null): Promise<ChangeEntry[]> {
    return (await this.#entries.load(change)).slice(0, pageSize(first));
  }

  async sentence(change: CoverageChange): Promise<string> {
    const { earlier, later } = change.compared.points.views;
    return sentenceOfChange(change, await this.#entries.load(change), [later, earlier]);
  }

  /** The filter that lists the activities that made a change, or that it was decided about; null where none did. */
  async filter(change: CoverageChange): Promise<object | null> {
    const ids = (await this.#entries.load(change)).flatMap(({ kind, id }) =>
      kind === "ACTIVITY" ? [id] : kind === "REVIEW" ? [id.slice(0, id.lastIndexOf("#"))] : [],
    );
    return ids.length === 0 ? null : { ids: [...new Set(ids)] };
  }

  async #earlierPoint(since: AsOfInput): Promise<AsOfPoint> {
    const later = this.#request.asOf;
    const point = await resolveAsOf(this.#db, since, this.#clock());
    // Of an instant the later point knows what it knows: what is entered meanwhile is none of the two answers'.
    const sequence = since.at == null ? point.sequence : Math.min(point.sequence, later.sequence);
    if (sequence > later.sequence || point.instant > later.instant) {
      throw hubError("BAD_INPUT", `since lies after asOf, which is ${nameOfPoint(later)}: give an earlier point.`, {
        since: nameOfPoint(point),
        asOf: nameOfPoint(later),
      });
    }
    return { ...point, sequence };
  }

  async #entriesOfAll(changes: readonly CoverageChange[]): Promise<ChangeEntry[][]> {
    const found = new Map<CellChange, ChangeEntry[]>();
    for (const compared of new Set(changes.map((change) => change.compared))) await this.#entriesOfOne(compared, changes, found);
    return changes.map((change) => found.get(change.found) ?? []);
  }

  async #entriesOfOne(compared: PointsCompared, changes: readonly CoverageChange[], found: Map<CellChange, ChangeEntry[]>): Promise<void> {
    const theirs = changes.filter((change) => change.compared === compared).map((change) => change.found);
    const entries = await this.#index.run(entriesOfChanges(compared, theirs));
    for (const [at, change] of theirs.entries()) found.set(change, entries[at] ?? []);
  }
}

const isMeant = ({ before, after, cause }: CellChange, { causes, from, to }: ChangedCellsArguments): boolean =>
  (causes == null || causes.includes(cause)) &&
  (from == null || (before !== null && from.includes(before.state))) &&
  (to == null || (after !== null && to.includes(after.state)));
