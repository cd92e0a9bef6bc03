import type { ClientSession, Collection, Db } from "mongodb";
import { namedDeletions, type Published } from "./deletions";
import { HARVESTED_KINDS, type HarvestedKind } from "./stored-record";

/** A deletion that an agency asked for by name and that wasn't applied: a list of changes doesn't ask a second time. */
export interface WaitingDeletion {
  readonly _id: string;
  readonly source: string;
  readonly kind: HarvestedKind;
  readonly record: string;
  /** What it went into, where it was merged or split. */
  readonly into?: readonly string[];
  /** Hubs that the word came through. */
  readonly origin?: readonly string[];
}

export const waitingDeletionsOf = (db: Db): Collection<WaitingDeletion> => db.collection<WaitingDeletion>("waiting_deletions");

/** Makes the indexes that they are read by. */
export async function prepareWaitingDeletions(db: Db): Promise<void> {
  await waitingDeletionsOf(db).createIndexes([
    { key: { source: 1 }, name: "source" },
    { key: { record: 1, source: 1 }, name: "record" },
  ]);
}

export const waitingId = (source: string, kind: HarvestedKind, record: string): string => `${source} ${kind} ${record}`;

/** What waits for a source, as one run finds it and leaves it. */
export class WaitingDeletions {
  readonly #run: Published;
  /** Ids under which something waited before the run. */
  readonly #found = new Set<string>();
  #left: readonly WaitingDeletion[] = [];

  private constructor(run: Published) {
    this.#run = run;
  }

  /** Names again what waits, unless the source said meanwhile that it still has the record. */
  static async recall(run: Published): Promise<WaitingDeletions> {
    const waiting = new WaitingDeletions(run);
    for await (const { _id, kind, record, into = [], origin = [] } of waitingDeletionsOf(run.db).find({ source: run.source.id })) {
      waiting.#found.add(_id);
      if (!run.published.has(kind, record)) run.published.recall(kind, record, { into, origin });
    }
    return waiting;
  }

  /** How many named deletions were not applied, once the run has applied what it may. */
  async countLeft(): Promise<number> {
    const left: WaitingDeletion[] = [];
    const source = this.#run.source.id;
    for (const kind of HARVESTED_KINDS) {
      for await (const record of namedDeletions(this.#run, kind))
        left.push({ _id: waitingId(source, kind, record), source, kind, record, ...this.#run.published.endOf(record) });
    }
    this.#left = left;
    return left.length;
  }

  /** Writes down what has changed about them. */
  async write(session: ClientSession): Promise<void> {
    const waiting = waitingDeletionsOf(this.#run.db);
    const left = new Set(this.#left.map(({ _id }) => _id));
    const done = [...this.#found].filter((_id) => !left.has(_id));
    const added = this.#left.filter(({ _id }) => !this.#found.has(_id));
    if (done.length > 0) await waiting.deleteMany({ _id: { $in: done } }, { session });
    if (added.length > 0) await waiting.insertMany(added, { session, ordered: false });
  }
}
