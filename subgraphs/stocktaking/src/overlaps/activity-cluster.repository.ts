import { pageSize } from "@actionline/kit/page";
import type { Activity } from "../activity/activity";
import type { ActivityRepository } from "../activity/activity.repository";
import { clusterKindOf, type DedupeName } from "../columns/once-per-cluster";
import { COUNTED_ONCE } from "../dedupe";
import type { IndexView } from "../index-view";
import type { ActivityCluster, ClusterRecord } from "./activity-cluster";

/** Tells which records are of one activity, for one request. */
export class ActivityClusterRepository {
  readonly #index: IndexView;
  readonly #activities: ActivityRepository;

  constructor(index: IndexView, activities: ActivityRepository) {
    this.#index = index;
    this.#activities = activities;
  }

  /** The cluster that an activity is in; null where it stands alone. */
  async of(id: string, dedupe: DedupeName | null): Promise<ActivityCluster | null> {
    const kind = clusterKindOf(dedupe ?? COUNTED_ONCE);
    await this.#index.reach();
    const clusters = await this.#index.clusters();
    const { columns, sequence, privateToo } = this.#index;
    const cluster = kind === null ? -1 : clusters[kind](columns.subjectNames.find(id));
    if (kind === null || cluster === -1) return null;
    const rows = clusters.members(kind, cluster).map((member) => columns.rowsOf.at(member, sequence, privateToo));
    return { rows, id: columns.subjectNames.text(clusters.representative(kind, cluster)), size: rows.length };
  }

  async records({ rows }: ActivityCluster, first: number | null): Promise<ClusterRecord[]> {
    const activities: Activity[] = await this.#activities.ofRows(rows.slice(0, pageSize(first)));
    return activities.map((activity, at) => ({ activity, representative: at === 0 }));
  }
}
