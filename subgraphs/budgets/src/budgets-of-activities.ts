import { versionsOf } from "@actionline/log/collections";
import type { Version } from "@actionline/log/log-entry";
import type { VersionReader } from "@actionline/log/versions";
import type { BudgetRecord } from "@actionline/schema/contract/records";
import type { Reported } from "@actionline/schema/record-of-kind";
import DataLoader from "dataloader";
import type { Db } from "mongodb";
import type { ActivitiesOfBudgets } from "./activities-of-budgets";

/** The first budgets of an activity, and how many it has. */
export interface BudgetsOf {
  readonly versions: readonly Version<Reported<BudgetRecord>>[];
  readonly total: number;
}

const NONE: BudgetsOf = { versions: [], total: 0 };

/** Reads the budgets of a whole page of activities at once: one read for each page size that a request asks for. */
export class BudgetsOfActivities {
  readonly #db: Db;
  readonly #reader: VersionReader<"BUDGET">;
  readonly #activities: ActivitiesOfBudgets;
  readonly #loaders = new Map<number, DataLoader<string, BudgetsOf>>();

  constructor(db: Db, reader: VersionReader<"BUDGET">, activities: ActivitiesOfBudgets) {
    this.#db = db;
    this.#reader = reader;
    this.#activities = activities;
  }

  /** The first `size` budgets of an activity in the order of ids. */
  firstOf(activity: string, size: number): Promise<BudgetsOf> {
    const known = this.#loaders.get(size);
    if (known !== undefined) return known.load(activity);
    const loader = new DataLoader<string, BudgetsOf>((activities) => this.#load(activities, size));
    this.#loaders.set(size, loader);
    return loader.load(activity);
  }

  /** Those of what was merged into an activity stand among its own. */
  async #load(activities: readonly string[], size: number): Promise<BudgetsOf[]> {
    const merged = await Promise.all(activities.map((id) => this.#activities.withMerged(id)));
    const found = await versionsOf(this.#db, "BUDGET")
      .aggregate<BudgetsOf & { readonly _id: string }>([
        { $match: { $and: [{ "record.activity": { $in: [...new Set(merged.flat())] } }, this.#reader.visible()] } },
        { $sort: { subject: 1 } },
        // Cut in the database: an activity may have thousands, of which the page shows a few.
        { $group: { _id: "$record.activity", versions: { $firstN: { input: "$$ROOT", n: size } }, total: { $sum: 1 } } },
      ])
      .toArray();
    const byActivity = new Map(found.map((budgets) => [budgets._id, budgets]));
    return merged.map((ids) =>
      together(
        ids.map((id) => byActivity.get(id) ?? NONE),
        size,
      ),
    );
  }
}

/** In the order of ids, the database's. */
function together(all: readonly BudgetsOf[], size: number): BudgetsOf {
  const some = all.filter(({ total }) => total > 0);
  if (some.length <= 1) return some[0] ?? NONE;
  const versions = some
    .flatMap((each) => each.versions)
    .sort((one, other) => Buffer.compare(Buffer.from(one.subject), Buffer.from(other.subject)));
  return { versions: versions.slice(0, size), total: some.reduce((sum, { total }) => sum + total, 0) };
}
