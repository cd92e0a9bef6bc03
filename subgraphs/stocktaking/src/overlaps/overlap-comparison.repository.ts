import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import { assess } from "@actionline/matching/assess/assess";
import type { Assessment } from "@actionline/matching/assess/assessment";
import { contextOf, type MatchContext } from "@actionline/matching/assess/match-context";
import { whatWouldVeto } from "@actionline/matching/assess/what-would-veto";
import { type ActivityFeatures, featuresOf } from "@actionline/matching/features/activity-features";
import type { RelationName } from "@actionline/schema/coordination-records";
import { overlapId } from "@actionline/schema/overlap-id";
import DataLoader from "dataloader";
import type { Db } from "mongodb";
import type { Activity } from "../activity/activity";
import type { IndexView } from "../index-view";
import { Once } from "../once";
import type { Overlap } from "./overlap";
import type { OverlapExculpationNote, OverlapVetoNote } from "./overlap-comparison";

/** What comparing two records costs, against one look at a row. */
export const UNITS_OF_COMPARED = 5_000;

/** The relations that people decided on, by the id of the pair. */
export type Relations = ReadonlyMap<string, RelationName>;

/** Compares records with one another as they stand at the request's point, as far as this reader may see. */
export class OverlapComparisonRepository {
  readonly #db: Db;
  readonly #index: IndexView;
  readonly #request: RequestContext;
  readonly #features: DataLoader<Activity, ActivityFeatures, string>;
  readonly #contexts = new Once<number, MatchContext>();
  readonly #assessments = new Once<Overlap, Assessment>();

  constructor(db: Db, index: IndexView, request: RequestContext) {
    this.#db = db;
    this.#index = index;
    this.#request = request;
    this.#features = new DataLoader((activities) => this.#read(activities), {
      cacheKeyFn: ({ id, version }) => `${request.asOf.sequence} ${version._id} ${id}`,
    });
  }

  /** All that a comparison needs of some activities; one find a kind for all of them. */
  features(activities: readonly Activity[]): Promise<ActivityFeatures[]> {
    return Promise.all(activities.map((activity) => this.#features.load(activity)));
  }

  async context(relations: Relations): Promise<MatchContext> {
    const bare = await this.#contexts.of(this.#index.sequence, async () => {
      const { places, items } = this.#index.reference;
      return contextOf({ places: places.values(), items: items.values() });
    });
    return { ...bare, relationOf: (one, other) => relations.get(overlapId(one, other)) ?? null };
  }

  /** What shows that the two aren't one activity, and what would. */
  async vetoes(overlap: Overlap): Promise<OverlapVetoNote[]> {
    const [one, other] = await this.#both(overlap);
    const { vetoes } = await this.#assess(overlap);
    return [
      ...vetoes.map((veto) => ({ ...veto, established: true })),
      ...whatWouldVeto(one, other, await this.#contextOf(overlap)).map((veto) => ({ ...veto, established: false })),
    ];
  }

  async exculpations(overlap: Overlap): Promise<readonly OverlapExculpationNote[]> {
    return (await this.#assess(overlap)).exculpations;
  }

  async notes(overlap: Overlap): Promise<string[]> {
    const { conflict, notes } = await this.#assess(overlap);
    return [...(conflict === null ? [] : [conflict]), ...notes];
  }

  #assess(overlap: Overlap): Promise<Assessment> {
    return this.#assessments.of(overlap, async () => {
      const [one, other] = await this.#both(overlap);
      await this.#request.work.draw(UNITS_OF_COMPARED);
      return assess(one, other, await this.#contextOf(overlap));
    });
  }

  async #both({ activities }: Overlap): Promise<[ActivityFeatures, ActivityFeatures]> {
    return Promise.all([this.#features.load(activities[0]), this.#features.load(activities[1])]);
  }

  #contextOf({ id, decision }: Overlap): Promise<MatchContext> {
    const relation = decision?.relation ?? null;
    return this.context(relation === null ? new Map() : new Map([[id, relation]]));
  }

  async #read(activities: readonly Activity[]): Promise<ActivityFeatures[]> {
    const ofThese = { "record.activity": { $in: activities.map(({ id }) => id) } };
    const [reviews, budgets] = await Promise.all([
      new VersionReader(this.#db, "REVIEW", this.#request).all(ofThese),
      new VersionReader(this.#db, "BUDGET", this.#request).all(ofThese),
    ]);
    const reviewsOf = byActivity(reviews);
    const budgetsOf = byActivity(budgets);
    return activities.map(({ id, version }) => {
      const accepted = (reviewsOf.get(id) ?? []).filter(({ decision }) => decision === "ACCEPTED").flatMap(({ item }) => item ?? []);
      return featuresOf(version.record, { accepted, budgets: budgetsOf.get(id) ?? [] });
    });
  }
}

function byActivity<T extends { readonly activity?: string }>(records: readonly T[]): Map<string | undefined, T[]> {
  const lists = new Map<string | undefined, T[]>();
  for (const record of records) {
    const list = lists.get(record.activity);
    if (list === undefined) lists.set(record.activity, [record]);
    else list.push(record);
  }
  return lists;
}
