import { may } from "@actionline/kit/access";
import type { Page } from "@actionline/kit/connection";
import type { RequestContext } from "@actionline/kit/request-context";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import DataLoader from "dataloader";
import type { Collection, Db, Filter } from "mongodb";
import { versionsOf } from "./collections";
import type { Version } from "./log-entry";

/**
 * Reads the versions of one kind as a request may see them: at its point of the log and within its visibility.
 * One instance serves one request; its loader turns a page of keys into one find.
 */
export class VersionReader<K extends EntryKind> {
  readonly #versions: Collection<Version<RecordOfKind[K]>>;
  readonly #request: RequestContext;
  readonly #bySubject: DataLoader<string, Version<RecordOfKind[K]> | null>;

  constructor(db: Db, kind: K, request: RequestContext) {
    this.#versions = versionsOf(db, kind);
    this.#request = request;
    this.#bySubject = new DataLoader((subjects) => this.#load(subjects), {
      // After a mutation the rest of its answer reads at a later point, where what was read before may no longer hold.
      cacheKeyFn: (subject) => `${request.asOf.sequence} ${subject}`,
    });
  }

  /** The version at the request's point, or null where there is none for this reader. */
  async version(subject: string): Promise<Version<RecordOfKind[K]> | null> {
    return this.#bySubject.load(subject);
  }

  /** The record at the request's point, or null. */
  async record(subject: string): Promise<RecordOfKind[K] | null> {
    return (await this.#bySubject.load(subject))?.record ?? null;
  }

  /** Versions by their sequences, in the order asked, less those this reader may not see; for pages that an index in memory has chosen. */
  async bySequence(sequences: readonly number[]): Promise<Version<RecordOfKind[K]>[]> {
    const found = await this.#versions.find({ _id: { $in: [...sequences] }, ...this.visible() } as never).toArray();
    const byId = new Map(found.map((version) => [version._id, version as Version<RecordOfKind[K]>]));
    return sequences.flatMap((sequence) => byId.get(sequence) ?? []);
  }

  /** All records at the request's point that match; for kinds whose number is small. Ordered by subject. */
  async all(filter: Filter<Version<RecordOfKind[K]>> = {}): Promise<RecordOfKind[K][]> {
    const found = await this.#versions
      .find({ $and: [filter, this.visible()] } as Filter<Version<RecordOfKind[K]>>)
      .sort({ subject: 1 })
      .toArray();
    return found.map((version) => version.record as RecordOfKind[K]);
  }

  /**
   * One page of what matches at the request's point, in the order of subjects, the only order that a new version can't
   * disturb. Page 1,000 costs what page 1 does: it starts at its key.
   *
   * @param after the last subject of the page before; null for the first page
   */
  async page(
    filter: Filter<Version<RecordOfKind[K]>>,
    after: string | null,
    first: number,
  ): Promise<Omit<Page<Version<RecordOfKind[K]>>, "list" | "place">> {
    const matching = { $and: [filter, this.visible()] } as Filter<Version<RecordOfKind[K]>>;
    const following = after === null ? matching : ({ $and: [matching, { subject: { $gt: after } }] } as typeof matching);
    // One more than asked for: its presence answers hasNextPage without a count.
    const found = await this.#versions
      .find(following)
      .sort({ subject: 1 })
      .limit(first + 1)
      .toArray();
    return {
      rows: found.slice(0, first) as Version<RecordOfKind[K]>[],
      hasNextPage: found.length > first,
      hasPreviousPage: after !== null,
      totalCount: () => this.#versions.countDocuments(matching),
    };
  }

  /** The part of every filter that keeps a request to its own point and to what it may see. */
  visible(): Filter<Version<RecordOfKind[K]>> {
    const { sequence } = this.#request.asOf;
    const privateToo = may(this.#request.principal, "readPrivate");
    // What was redacted isn't there, at no point.
    return {
      from: { $lte: sequence },
      to: { $gt: sequence },
      record: { $ne: null },
      ...(privateToo ? {} : { visibility: "PUBLIC" }),
    } as never;
  }

  async #load(subjects: readonly string[]): Promise<(Version<RecordOfKind[K]> | null)[]> {
    const found = await this.#versions.find({ subject: { $in: [...subjects] }, ...this.visible() } as never).toArray();
    const bySubject = new Map(found.map((version) => [version.subject, version as Version<RecordOfKind[K]>]));
    return subjects.map((subject) => bySubject.get(subject) ?? null);
  }
}
