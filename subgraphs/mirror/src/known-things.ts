import type { Point } from "@actionline/kit/point";
import { logEntries, versionsOf } from "@actionline/log/collections";
import { OPEN, type Version } from "@actionline/log/log-entry";
import type { EntityRecord } from "@actionline/schema/federation-records";
import DataLoader from "dataloader";
import type { Collection, Db } from "mongodb";

/** When the values of a thing were last read from its agency, changed or not. */
export interface EntityRead {
  readonly _id: string;
  readonly agency: string;
  readonly type: string;
  readonly at: Date;
  /** False for what the agency says that it doesn't know and never told of: there is no record of it. */
  readonly known: boolean;
  /** Values that weren't told at that reading, and when they were last: by name. */
  readonly older?: ReadDates;
}

export type ReadDates = Readonly<Record<string, Date>>;

/** Makes what a mirror keeps beside the log: a transaction can't make its own collections. */
export async function prepareMirror(db: Db): Promise<void> {
  await entityReads(db).createIndex({ agency: 1, type: 1, known: 1, at: 1 }, { name: "agency_type_known_at" });
}

export const entityReads = (db: Db): Collection<EntityRead> => db.collection<EntityRead>("entity_reads");

/** What is known of one thing at a point of the log. */
export type Known =
  | { readonly kind: "KNOWN"; readonly record: EntityRecord; readonly readAt: Date; readonly older: ReadDates }
  /** The agency said that it knows no such thing. */
  | { readonly kind: "UNKNOWN"; readonly readAt: Date }
  /** Only from a later point on. */
  | { readonly kind: "LATER" }
  | { readonly kind: "NEVER" };

/** The things that one request asks a mirror for, each looked up once and all of a round together. */
export class KnownThings {
  readonly #db: Db;
  readonly #point: Point;
  readonly #byId: DataLoader<string, Known>;

  constructor(db: Db, point: Point) {
    this.#db = db;
    this.#point = point;
    this.#byId = new DataLoader((ids) => this.#load(ids), { maxBatchSize: 500 });
  }

  find(id: string): Promise<Known> {
    return this.#byId.load(id);
  }

  async #load(ids: readonly string[]): Promise<Known[]> {
    const at = { from: { $lte: this.#point.sequence }, to: { $gt: this.#point.sequence }, visibility: "PUBLIC" } as const;
    const kept = { record: { $ne: null } } as object;
    const found = await versionsOf(this.#db, "ENTITY")
      .find({ subject: { $in: [...ids] }, ...at, ...kept })
      .toArray();
    const bySubject = new Map(found.map((version) => [version.subject, version]));
    const missing = ids.filter((id) => !bySubject.has(id));
    const [readAt, later, unknown] = await Promise.all([this.#readAt(found), this.#later(missing), this.#unknown(missing)]);
    return ids.map((id) => {
      const version = bySubject.get(id);
      const { at = new Date(0), older = {} } = readAt.get(id) ?? {};
      if (version !== undefined) return { kind: "KNOWN", record: version.record, readAt: at, older };
      const told = unknown.get(id);
      return told === undefined ? { kind: later.has(id) ? "LATER" : "NEVER" } : { kind: "UNKNOWN", readAt: told };
    });
  }

  /** What still holds was confirmed by the last read; what was replaced since, when it came in. */
  async #readAt(versions: readonly Version<EntityRecord>[]): Promise<ReadonlyMap<string, Pick<EntityRead, "at" | "older">>> {
    const open = versions.filter(({ to }) => to === OPEN).map(({ subject }) => subject);
    const replaced = versions.filter(({ to }) => to !== OPEN).map(({ from }) => from);
    const reads = await this.#some(entityReads(this.#db), open);
    const entries = await this.#some(logEntries(this.#db), replaced);
    return new Map([...reads.map((read) => [read._id, read] as const), ...entries.map(({ subject, at }) => [subject, { at }] as const)]);
  }

  async #later(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const from = { $gt: this.#point.sequence };
    return new Set(await versionsOf(this.#db, "ENTITY").distinct("subject", { subject: { $in: [...ids] }, from, visibility: "PUBLIC" }));
  }

  async #unknown(ids: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const reads = await this.#some(entityReads(this.#db), ids);
    return new Map(reads.filter(({ known, at }) => !known && at <= this.#point.instant).map(({ _id, at }) => [_id, at]));
  }

  async #some<Id extends string | number, T extends { _id: Id }>(collection: Collection<T>, ids: readonly Id[]): Promise<T[]> {
    if (ids.length === 0) return [];
    return (await collection.find({ _id: { $in: [...ids] } } as never).toArray()) as T[];
  }
}
