import { versionsOf } from "@actionline/log/collections";
import type { Version } from "@actionline/log/log-entry";
import { REGISTER_KINDS, type RegisterKind, type WithdrawalRecord } from "@actionline/schema/coordination-records";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { Collection, Db, Filter } from "mongodb";

type Kept = Version<RecordOfKind[RegisterKind]>;

/** Which changes are read: of which registers, by whose eyes, up to which sequence. */
export interface ChangesAsked {
  readonly kinds: readonly RegisterKind[];
  readonly lines?: readonly string[] | null | undefined;
  readonly owners?: readonly string[] | null | undefined;
  readonly privateToo: boolean;
  /** The last sequence that counts. */
  readonly upTo: number;
}

/** One change of a register, as the versions tell it: `after` is null where the line ended. */
export interface KeptChange {
  readonly kind: RegisterKind;
  readonly sequence: number;
  readonly before: Kept | null;
  readonly after: Kept | null;
  readonly withdrawal: WithdrawalRecord | null;
}

/**
 * The registers' changes, the newest first. They are read off the versions, where each beginning is an addition or a
 * change and each end without a new beginning a withdrawal: no second book has to be kept in step with the log.
 */
export class RegisterChanges {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** At most `most` changes of the asked ones that lie before a sequence. */
  async before(sequence: number, most: number, asked: ChangesAsked): Promise<KeptChange[]> {
    const bound = Math.min(sequence - 1, asked.upTo);
    const lists = await Promise.all(asked.kinds.map((kind) => this.#ofKind(kind, bound, most, asked)));
    return lists
      .flat()
      .sort((a, b) => b.sequence - a.sequence)
      .slice(0, most);
  }

  /** How many there are; registers are small, and only who asks for the number pays for it. */
  async count({ kinds, upTo, ...asked }: ChangesAsked): Promise<number> {
    const counts = await Promise.all(kinds.map((kind) => this.#count(kind, upTo, matching(asked))));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async #count(kind: RegisterKind, upTo: number, filter: object): Promise<number> {
    const found = await versionsOf(this.#db, kind)
      .aggregate<{ count: number }>([
        { $match: { ...filter, from: { $lte: upTo } } },
        { $project: { at: ["$from", "$to"] } },
        { $unwind: "$at" },
        { $match: { at: { $lte: upTo } } },
        // A change is the end of one version and the beginning of the next, at one sequence.
        { $group: { _id: "$at" } },
        { $count: "count" },
      ])
      .next();
    return found?.count ?? 0;
  }

  async #ofKind(kind: RegisterKind, upTo: number, most: number, asked: ChangesAsked): Promise<KeptChange[]> {
    const versions = versionsOf(this.#db, kind) as Collection<Kept>;
    const filter = matching(asked) as Filter<Kept>;
    // What a line said while it was hidden, and that it goes on hidden, isn't told with the change: for this reader it begins, or ends.
    const seen = matching({ privateToo: asked.privateToo });
    const [begun, ended] = await Promise.all([
      versions
        .find({ ...filter, _id: { $lte: upTo } } as Filter<Kept>)
        .sort({ _id: -1 })
        .limit(most)
        .toArray(),
      versions
        .find({ ...filter, to: { $lte: upTo } } as Filter<Kept>)
        .sort({ to: -1 })
        .limit(most)
        .toArray(),
    ]);
    const [previous, next, reasons] = await Promise.all([
      versions.find({ to: { $in: begun.map(({ _id }) => _id) }, ...seen } as Filter<Kept>).toArray(),
      versions.find({ _id: { $in: ended.map(({ to }) => to) }, ...seen } as Filter<Kept>, { projection: { _id: 1 } }).toArray(),
      this.#reasons(ended.map(({ _id }) => _id)),
    ]);
    const before = new Map(previous.map((version) => [version.to, version]));
    const goesOn = new Set(next.map(({ _id }) => _id));
    const changed = begun.map((after) => ({ kind, sequence: after._id, before: before.get(after._id) ?? null, after, withdrawal: null }));
    const withdrawn = ended
      .filter(({ to }) => !goesOn.has(to))
      .map((version) => ({ kind, sequence: version.to, before: version, after: null, withdrawal: reasons.get(version._id) ?? null }));
    return [...changed, ...withdrawn];
  }

  async #reasons(versions: readonly number[]): Promise<Map<number, WithdrawalRecord>> {
    if (versions.length === 0) return new Map();
    const found = await versionsOf(this.#db, "WITHDRAWAL")
      .find({ "record.version": { $in: [...versions] } })
      .toArray();
    return new Map(found.map(({ record }) => [record.version, record]));
  }
}

function matching({ lines, owners, privateToo }: Pick<ChangesAsked, "lines" | "owners" | "privateToo">): object {
  return {
    ...(lines != null && { subject: { $in: [...lines] } }),
    ...(owners != null && { owner: { $in: [...owners] } }),
    ...(privateToo ? {} : { visibility: "PUBLIC" }),
  };
}

/** Every register, where none is named. */
export const registersMeant = (named: readonly RegisterKind[] | null | undefined): readonly RegisterKind[] =>
  REGISTER_KINDS.filter((kind) => named?.includes(kind) ?? true);
