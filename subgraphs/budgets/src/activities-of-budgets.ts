import type { RequestContext } from "@actionline/kit/request-context";
import { HeirReader } from "@actionline/log/heirs";
import type { Read } from "@actionline/log/last-versions";
import { mergedInto } from "@actionline/log/merged-into";
import DataLoader from "dataloader";
import type { Db } from "mongodb";

/** Successors of one activity that are told; `trace` tells the whole way. */
const MOST = 20;

/** Which activity an amount is for by now: its own, or what that went into when its agency merged or split it. */
export class ActivitiesOfBudgets {
  readonly #heirs: HeirReader;
  readonly #merged: DataLoader<string, readonly string[]>;

  constructor(db: Db, request: RequestContext) {
    const read: Read = { db, kind: "ACTIVITY", request };
    this.#heirs = new HeirReader(read);
    this.#merged = new DataLoader(async (ids) => {
      const merged = await mergedInto(read, ids);
      return ids.map((id) => merged.get(id) ?? []);
    });
  }

  /** The activity, or the one that it went into whole; null where it was split. One that the hub never held stays as it is. */
  async activity(id: string): Promise<string | null> {
    const { whole, all } = await this.#heirs.of(id);
    return all.length === 0 ? id : whole;
  }

  /** What the activity went into, as far as the hub holds it; nothing where it holds itself. */
  async successors(id: string): Promise<string[]> {
    const { all } = await this.#heirs.of(id);
    return all.filter((each) => each !== id).slice(0, MOST);
  }

  /** The activities whose amounts are this one's: itself, and those that were merged into it. */
  async withMerged(id: string): Promise<string[]> {
    return [id, ...(await this.#merged.load(id))];
  }
}
