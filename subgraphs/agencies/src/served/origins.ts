import { logEntries, versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import DataLoader from "dataloader";
import type { Db } from "mongodb";

/** How a record came into the log. */
export interface Origin {
  readonly sequence: number;
  readonly at: string;
  readonly owner: string;
  readonly hubs: readonly string[];
}

type Kind = "ACTIVITY" | "ORGANIZATION";

const KIND_OF_TYPE: Readonly<Record<string, Kind>> = { Activity: "ACTIVITY", Organization: "ORGANIZATION" };

/** Looks up how the records that stand now came in; one for each question, so that what it asks for is read together. */
export class Origins {
  readonly #db: Db;
  readonly #loaders = new Map<Kind, DataLoader<string, Origin | null>>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** Null for a record that isn't held, or isn't public. */
  async find(type: string, id: string): Promise<Origin | null> {
    const kind = KIND_OF_TYPE[type];
    if (kind === undefined) return null;
    const loader = this.#loaders.get(kind) ?? new DataLoader<string, Origin | null>((ids) => this.#load(kind, ids));
    this.#loaders.set(kind, loader);
    return loader.load(id);
  }

  async #load(kind: Kind, ids: readonly string[]): Promise<(Origin | null)[]> {
    const heads = await versionsOf(this.#db, kind)
      .find({ subject: { $in: [...ids] }, to: OPEN, visibility: "PUBLIC" } as never)
      .project<{ readonly _id: number }>({ _id: 1 })
      .toArray();
    const entries = await logEntries(this.#db)
      .find({ _id: { $in: heads.map(({ _id }) => _id) } })
      .toArray();
    const bySubject = new Map(entries.map((entry) => [entry.subject, entry]));
    return ids.map((id) => {
      const entry = bySubject.get(id);
      return entry === undefined ? null : { sequence: entry._id, at: entry.at.toISOString(), owner: entry.owner, hubs: entry.origin };
    });
  }
}
