import type { ClientSession, Collection, Db, Document } from "mongodb";

/**
 * What an agency has to know of its subgraph. `SCHEMA_DRIFT`: its server serves another schema than it published. `QUARANTINE`:
 * its server's answers were against its contract, and the mirror answers in its place for a while. `PUT_BACK`: what it
 * published doesn't fit any more, and isn't served.
 */
export type TroubleKind = "SCHEMA_DRIFT" | "QUARANTINE" | "PUT_BACK";

/** What is wrong with an agency's subgraph. */
export interface Trouble {
  readonly agency: string;
  readonly kind: TroubleKind;
  readonly since: Date;
  /** When it is over by itself, or was over; null while nobody can tell. */
  readonly until: Date | null;
  /** A sentence of the hub's own. */
  readonly reason: string;
}

/** What is to be told of an agency's subgraph. */
export type NotedTrouble = Omit<Trouble, "since"> & { readonly at: Date };

interface StoredTrouble extends Trouble {
  /** `<agency> <kind>`: one of a kind at a time. */
  readonly _id: string;
  /** When its agency was told; null before. */
  readonly told: Date | null;
  /** Earlier ones, the latest first. */
  readonly earlier: readonly Pick<Trouble, "since" | "until" | "reason">[];
}

/** One that comes back within this goes on: its agency was told of it. */
const QUIET_MS = 3_600_000;
const MOST_EARLIER = 20;

/** What is wrong with agencies' subgraphs, as any process of the hub finds out. It alters no answer, so that it is no entry of the log. */
export class ServerTroubles {
  readonly #stored: Collection<StoredTrouble>;

  constructor(db: Db) {
    this.#stored = db.collection("registry_troubles");
  }

  /** Notes that a trouble is there: as a new one, or as the one that is there already. */
  async note({ agency, kind, reason, until, at }: NotedTrouble, session?: ClientSession): Promise<void> {
    // All in one step: several gateways may find the same at the same time.
    const goesOn = { $and: [{ $ne: [{ $type: "$since" }, "missing"] }, sameAs({ kind, reason, at })] };
    const one = { since: "$since", until: "$until", reason: "$reason" };
    const before = { $cond: [{ $eq: [{ $type: "$since" }, "missing"] }, [], { $concatArrays: [[one], "$earlier"] }] };
    const update: Document = {
      agency,
      kind,
      reason: { $literal: reason },
      until,
      since: { $cond: [goesOn, "$since", at] },
      told: { $cond: [goesOn, "$told", null] },
      earlier: { $cond: [goesOn, "$earlier", { $slice: [before, MOST_EARLIER] }] },
    };
    await this.#stored.updateOne({ _id: idOf(agency, kind) }, [{ $set: update }], { upsert: true, ...within(session) });
  }

  /** Notes that it is over. */
  async end(agency: string, kind: TroubleKind, at: Date, session?: ClientSession): Promise<void> {
    await this.#stored.updateOne({ _id: idOf(agency, kind), until: null }, { $set: { until: at } }, within(session));
  }

  /** All of them, those that are over too, the latest first; one agency's or everybody's. */
  async list(agency: string | null = null): Promise<Trouble[]> {
    const stored = await this.#stored.find(agency === null ? {} : { agency }).toArray();
    return stored
      .flatMap(({ agency, kind, since, until, reason, earlier }) =>
        [{ since, until, reason }, ...earlier].map((each) => ({ agency, kind, ...each })),
      )
      .sort((one, other) => other.since.getTime() - one.since.getTime());
  }

  /** Those of a kind that nothing says the end of. */
  async lasting(kind: TroubleKind): Promise<Trouble[]> {
    return this.#stored.find({ kind, until: null }).toArray();
  }

  /** Those whose agency wasn't told yet. */
  async untold(): Promise<Trouble[]> {
    return this.#stored.find({ told: null }).sort({ since: 1 }).toArray();
  }

  /** Notes that its agency was told of this one. */
  async markTold({ agency, kind, since }: Trouble, at: Date): Promise<void> {
    await this.#stored.updateOne({ _id: idOf(agency, kind), since }, { $set: { told: at } });
  }
}

/** Whether the one that is there goes on: a server may fail by turns, and what is published is put back for a reason each time. */
function sameAs({ kind, reason, at }: Pick<NotedTrouble, "kind" | "reason" | "at">): Document {
  if (kind === "PUT_BACK") return { $and: [{ $eq: ["$until", null] }, { $eq: ["$reason", { $literal: reason }] }] };
  return { $or: [{ $eq: ["$until", null] }, { $gt: ["$until", new Date(at.getTime() - QUIET_MS)] }] };
}

const within = (session: ClientSession | undefined) => (session === undefined ? {} : { session });

const idOf = (agency: string, kind: TroubleKind): string => `${agency} ${kind}`;
