import type { RequestContext } from "@actionline/kit/request-context";
import { HeirReader } from "@actionline/log/heirs";
import type { Db } from "mongodb";
import type { Activity } from "./activity";
import type { ActivityRepository } from "./activity.repository";
import type { ActivityLink } from "./activity-link";

/** Where the successors of one link end; `trace` tells the whole way. */
const MOST = 20;

/** Follows links of activities, on to what the other one went into where its agency merged or split it. */
export class LinkedActivities {
  readonly #activities: ActivityRepository;
  readonly #heirs: HeirReader;

  constructor(db: Db, request: RequestContext, activities: ActivityRepository) {
    this.#activities = activities;
    this.#heirs = new HeirReader({ db, kind: "ACTIVITY", request });
  }

  /** The other activity, or the one that it went into whole; null where there is none, or it was split. */
  async activity(link: ActivityLink): Promise<Activity | null> {
    const held = await this.#held(link);
    if (held !== null) return held;
    const { whole } = await this.#heirsOf(link);
    return whole === null ? null : this.#activities.byId(whole);
  }

  /** What the other one went into, as far as the hub holds it; nothing where it holds itself. */
  async successors(link: ActivityLink): Promise<Activity[]> {
    if ((await this.#held(link)) !== null) return [];
    const { all } = await this.#heirsOf(link);
    const found = await Promise.all(all.slice(0, MOST).map((id) => this.#activities.byId(id)));
    return found.flatMap((activity) => activity ?? []);
  }

  /** By the id as the source writes it, or as an id of the same agency. */
  async #held(link: ActivityLink): Promise<Activity | null> {
    const [whole, ofAgency] = await Promise.all(idsOf(link).map((id) => this.#activities.byId(id)));
    return whole ?? ofAgency ?? null;
  }

  async #heirsOf(link: ActivityLink) {
    const [whole, ofAgency] = await Promise.all(idsOf(link).map((id) => this.#heirs.of(id)));
    const found = whole === undefined || whole.all.length === 0 ? ofAgency : whole;
    return found ?? { whole: null, all: [] };
  }
}

const idsOf = ({ activityId, agency }: ActivityLink): string[] => [activityId, `${agency}:${activityId}`];
