import { may } from "@actionline/kit/access";
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
    this.#bySubject = new DataLoader((subjects) => this.#load(subjects));
  }

  /** The version at the request's point, or null where there is none for this reader. */
  async version(subject: string): Promise<Version<RecordOfKind[K]> | null> {
    return this.#bySubject.load(subject);
  }

  /** The record at the request's point, or null. */
  async record(subject: string): Promise<RecordOfKind[K] | null> {
    return (await this.#bySubject.load(subject))?.record ?? null;
  }

  /** Versions by their sequences, in the order asked; for pages that an index in memory has already chosen. */
  async bySequence(sequences: readonly number[]): Promise<Version<RecordOfKind[K]>[]> {
    const found = await this.#versions.find({ _id: { $in: [...sequences] } } as Filter<Version<RecordOfKind[K]>>).toArray();
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

  /** The part of every filter that keeps a request to its own point and to what it may see. */
  visible(): Filter<Version<RecordOfKind[K]>> {
    const { sequence } = this.#request.asOf;
    const privateToo = may(this.#request.principal, "readPrivate");
    return { from: { $lte: sequence }, to: { $gt: sequence }, ...(privateToo ? {} : { visibility: "PUBLIC" }) } as never;
  }

  async #load(subjects: readonly string[]): Promise<(Version<RecordOfKind[K]> | null)[]> {
    const found = await this.#versions.find({ subject: { $in: [...subjects] }, ...this.visible() } as never).toArray();
    const bySubject = new Map(found.map((version) => [version.subject, version as Version<RecordOfKind[K]>]));
    return subjects.map((subject) => bySubject.get(subject) ?? null);
  }
}
