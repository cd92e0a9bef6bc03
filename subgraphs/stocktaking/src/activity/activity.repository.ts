import { connect, type Page } from "@actionline/kit/connection";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readCursor } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import { logEntries, versionsOf } from "@actionline/log/collections";
import type { Version } from "@actionline/log/log-entry";
import { refuseSucceeded } from "@actionline/log/successors";
import { VersionReader } from "@actionline/log/versions";
import { splitHubId } from "@actionline/schema/hub-id";
import type { StoredActivity } from "@actionline/schema/hub-records";
import DataLoader from "dataloader";
import type { Db } from "mongodb";
import type { AnsweringSources } from "../answering-sources";
import { type DedupedCount, showCount } from "../dedupe";
import type { IndexView } from "../index-view";
import type { Activity } from "./activity";
import type { ActivityConnection } from "./activity.connection";
import type { ActivityFilter } from "./activity.filter";
import type { ActivityOrder } from "./activity.order";
import { type RowPlace, rowOrder, rowsAfter } from "./activity.selection";
import type { ActivitySelector } from "./activity.selector";
import { showActivity } from "./activity.show";
import type { Provenance } from "./provenance";

export type ActivityVersion = Version<StoredActivity>;

const NEWEST_FIRST: ActivityOrder = { field: "CHANGED", direction: "DESCENDING" };

/** What finding a row's place in an order costs, against a plain look at it. */
const UNITS_OF_PLACE = 5;
/** The same of counting it. */
const UNITS_OF_COUNTED = 2;

/** Reads activities for one request: which ones from the index in memory, what they say in one find for all that are shown. */
export class ActivityRepository {
  readonly #index: IndexView;
  readonly #request: RequestContext;
  readonly #sources: AnsweringSources;
  readonly #selector: ActivitySelector;
  readonly #versions: VersionReader<"ACTIVITY">;
  readonly #db: Db;
  readonly #bySequence: DataLoader<number, ActivityVersion | null>;
  readonly #recordedAt: DataLoader<number, Date>;

  constructor(db: Db, index: IndexView, request: RequestContext, sources: AnsweringSources, selector: ActivitySelector) {
    this.#db = db;
    this.#index = index;
    this.#request = request;
    this.#sources = sources;
    this.#selector = selector;
    this.#versions = new VersionReader(db, "ACTIVITY", request);
    // Several lists of one request, such as those of an aggregate's groups, share one find.
    this.#bySequence = new DataLoader((sequences) => this.#readVersions(sequences));
    this.#recordedAt = new DataLoader((sequences) => readInstants(db, sequences));
  }

  /** One page, its cursors pinned to the request's point and to the order. */
  async page(
    filter: ActivityFilter | null | undefined,
    order: ActivityOrder | null | undefined,
    { first, after }: Pick<PageArguments, "first" | "after">,
  ): Promise<ActivityConnection> {
    const wanted = pageSize(first);
    const { field, direction } = order ?? NEWEST_FIRST;
    const list = `activities ${field} ${direction}`;
    const last = after == null ? null : placeOf(readCursor(list, this.#request.asOf, after));
    const all = await this.#selector.rows(filter ?? {});
    const rows = await this.#selector.listed(all, filter ?? {});
    this.#sources.note(filter);
    const inOrder = rowOrder(this.#index.columns, field, direction);
    await this.#request.work.draw(rows.length * UNITS_OF_PLACE);
    // One more than asked for: its presence answers whether more follow.
    const chosen = rowsAfter(rows, inOrder, last, wanted + 1);
    const shown = await this.ofRows(chosen.slice(0, wanted));
    const places = new Map(shown.map((activity, index) => [activity, inOrder.placeOf(chosen[index] ?? 0)]));
    const page: Page<Activity> = {
      list,
      rows: shown,
      place: (activity) => places.get(activity) ?? [],
      hasNextPage: chosen.length > wanted,
      hasPreviousPage: last !== null,
      totalCount: rows.length,
    };
    const count = (): Promise<DedupedCount> => this.#count(all);
    // Counted only where it is asked for; a copy would ask for all that the connection leaves for later.
    return Object.defineProperty(connect(page, this.#request), "counts", { get: count }) as ActivityConnection;
  }

  async #count(rows: Uint32Array): Promise<DedupedCount> {
    await this.#request.work.draw(rows.length * UNITS_OF_COUNTED);
    return showCount((await this.#selector.counter()).count(rows));
  }

  /** Activities of rows of the index, in their order. */
  async ofRows(rows: readonly number[]): Promise<Activity[]> {
    const versions = await Promise.all(rows.map((row) => this.#bySequence.load(this.#index.columns.sequence(row))));
    const missing = rows.filter((_, index) => versions[index] === null);
    if (missing.length > 0) await this.#refuseUnlessRedacted(missing);
    return versions.flatMap((version) => (version === null ? [] : [this.#show(version)]));
  }

  /** The activity, or null where the hub doesn't hold it at this point, or not for this reader. */
  async byId(id: string): Promise<Activity | null> {
    const [version] = await Promise.all([this.#versions.version(id), this.#index.reach()]);
    if (version === null) return null;
    this.#sources.noteOne(version.record.source);
    return this.#show(version);
  }

  /** The activity; where it was merged or split, an error that says into what. */
  async asked(id: string): Promise<Activity | null> {
    return (await this.byId(id)) ?? refuseSucceeded({ db: this.#db, kind: "ACTIVITY", request: this.#request }, id);
  }

  /** Who says what an activity says, where, and when each clock saw it. */
  async provenance({ id, version: { _id: sequence, record } }: Activity): Promise<Provenance> {
    const { sources, harvests } = this.#index.reference;
    const source = sources.get(record.source);
    const lastGoodAt = harvests.get(record.source)?.lastGoodAt ?? null;
    return {
      agency: { id: splitHubId(id)?.agency ?? id },
      source: { id: record.source },
      sourceUrl: record.sourceUrl ?? null,
      licence: source?.licence ?? null,
      mode: source?.mode ?? null,
      updatedAt: record.updatedAt ?? null,
      recordedAt: await this.#recordedAt.load(sequence),
      harvestedAt: lastGoodAt === null ? null : new Date(lastGoodAt),
      asOf: this.#index.instant,
      sequence,
    };
  }

  /** The index may learn of a redaction a moment after the log; it never runs ahead of the log, so that anything else is a fault of ours. */
  async #refuseUnlessRedacted(rows: readonly number[]): Promise<void> {
    const sequences = rows.map((row) => this.#index.columns.sequence(row));
    const redacted = await versionsOf(this.#db, "ACTIVITY").countDocuments({ _id: { $in: sequences }, record: null } as never);
    if (redacted < rows.length) throw new Error(`The index has rows ${rows.join(", ")}, of which a version isn't in the database.`);
  }

  #show(version: ActivityVersion): Activity {
    return showActivity(version, this.#index.reference.organizations);
  }

  async #readVersions(sequences: readonly number[]): Promise<(ActivityVersion | null)[]> {
    const found = await this.#versions.bySequence(sequences);
    const bySequence = new Map(found.map((version) => [version._id, version]));
    return sequences.map((sequence) => bySequence.get(sequence) ?? null);
  }
}

const placeOf = ([value, sequence]: readonly (string | number | null)[]): RowPlace => [value ?? null, Number(sequence)];

async function readInstants(db: Db, sequences: readonly number[]): Promise<(Date | Error)[]> {
  const entries = await logEntries(db)
    .find({ _id: { $in: [...sequences] } })
    .project<{ _id: number; at: Date }>({ at: 1 })
    .toArray();
  const instants = new Map(entries.map(({ _id, at }) => [_id, at]));
  return sequences.map((sequence) => instants.get(sequence) ?? new Error(`The log has no entry ${sequence}.`));
}
