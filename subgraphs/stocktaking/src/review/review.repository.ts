import { authorize } from "@actionline/kit/access";
import { checkedText } from "@actionline/kit/checked-text";
import { hubError } from "@actionline/kit/hub-error";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import type { Idempotency } from "@actionline/log/idempotency";
import { OPEN } from "@actionline/log/log-entry";
import { VersionReader } from "@actionline/log/versions";
import type { ReviewRecord } from "@actionline/schema/hub-records";
import DataLoader from "dataloader";
import type { ClientSession, Db } from "mongodb";
import type { Activity } from "../activity/activity";
import type { ActivityRepository } from "../activity/activity.repository";
import { assignmentsOf, targetOf } from "../activity/assignments";
import type { ItemAssignment } from "../activity/item-assignment";
import { lineOfItem } from "../columns/plan-tree";
import type { IndexView } from "../index-view";
import type { ActionLineReference } from "../references/action-line.reference";
import type { ReviewAssignmentInput, ReviewAssignmentPayload } from "./review";

export interface ReviewParts {
  readonly db: Db;
  readonly appender: Appender;
  readonly idempotency: Idempotency;
  readonly clock: () => Date;
}

/** Reads and takes decisions on suggested assignments. */
export class ReviewRepository {
  readonly #parts: ReviewParts;
  readonly #request: RequestContext;
  readonly #index: IndexView;
  readonly #activities: ActivityRepository;
  #byActivity = this.#loader();

  constructor(parts: ReviewParts, request: RequestContext, index: IndexView, activities: ActivityRepository) {
    this.#parts = parts;
    this.#request = request;
    this.#index = index;
    this.#activities = activities;
  }

  /** For what an activity works, decisions included; one find for a whole page of activities. */
  async assignments({ id, version }: Activity): Promise<ItemAssignment[]> {
    const { reference } = this.#index;
    return assignmentsOf(version.record, await this.#byActivity.load(id), (item) => lineOfItem(reference, item));
  }

  /** The lines an activity works for; what is only suggested isn't among them. */
  async linesOf(activity: Activity): Promise<ActionLineReference[]> {
    const counted = (await this.assignments(activity)).filter(({ basis }) => basis !== "SUGGESTED");
    const codes = new Set(counted.flatMap(({ actionLine }) => actionLine?.code ?? []));
    return [...codes].map((code) => ({ code }));
  }

  /** Decides on one suggestion; the rest of the answer reads after it. */
  async decide(input: ReviewAssignmentInput): Promise<ReviewAssignmentPayload> {
    const { principal } = this.#request;
    authorize(principal, "reviewAssignment");
    const activity = await this.#activities.byId(input.activity);
    if (activity === null) throw notHeld(input.activity);
    const record = await this.#record(activity, input);
    // A decision on what only some may see is for the same eyes.
    const { visibility } = activity.version;
    await this.#parts.idempotency.once(principal, "reviewAssignment", { ...input }, async (alongside) => {
      const change = { kind: "REVIEW", subject: record.id, operation: "UPSERT", owner: "hub:secretariat", visibility, record } as const;
      const appended = await this.#parts.appender.append([change], async (session) => {
        await this.#checkVersion(input, session);
        await alongside(session);
      });
      this.#request.advanceTo(appended);
    });
    return this.#payload(record);
  }

  async #payload({ activity: id, item, actionLine }: ReviewRecord): Promise<ReviewAssignmentPayload> {
    await this.#index.reach();
    this.#byActivity = this.#loader();
    const activity = await this.#activities.byId(id);
    if (activity === null) throw notHeld(id);
    const assignments = await this.assignments(activity);
    const target = targetOf(item, actionLine);
    const decided = assignments.find((assignment) => targetOf(assignment.item?.id ?? null, assignment.actionLine?.code ?? "") === target);
    return { activity, assignment: decided?.basis === "SUGGESTED" ? null : (decided ?? null) };
  }

  async #record(activity: Activity, input: ReviewAssignmentInput): Promise<ReviewRecord> {
    const { id } = activity;
    const reason = checkedText(input.reason, 2000, "the reason of the decision");
    const target = await this.#target(activity, input);
    const decidedAt = this.#parts.clock().toISOString();
    return {
      id: `${id}#${target.item ?? target.actionLine}`,
      activity: id,
      ...target,
      decision: input.decision,
      reason,
      decidedBy: this.#request.principal.name,
      decidedAt,
    };
  }

  /** Only what the hub suggests, or what was decided on before, can be decided. */
  async #target(
    { id, version }: Activity,
    { item = null, actionLine = null }: ReviewAssignmentInput,
  ): Promise<{ item: string | null; actionLine: string }> {
    if ((item === null) === (actionLine === null)) throw hubError("BAD_INPUT", "A review takes either item or actionLine, not both.");
    const known = [...version.record.suggestions, ...(await this.#byActivity.load(id))];
    const found = known.find((target) => target.item === item && (item !== null || target.actionLine === actionLine));
    if (found !== undefined) return { item: found.item, actionLine: found.actionLine };
    throw hubError("BAD_INPUT", `The hub doesn't suggest ${item ?? actionLine} for ${id}; activity.items lists what awaits review.`);
  }

  /** In the transaction of the decision itself, so that no harvest comes between the check and the write. */
  async #checkVersion({ activity, expectedVersion }: ReviewAssignmentInput, session: ClientSession): Promise<void> {
    if (expectedVersion === null || expectedVersion === undefined) return;
    const current = await versionsOf(this.#parts.appender.db, "ACTIVITY").findOne(
      { subject: activity, to: OPEN },
      { session, projection: { _id: 1 } },
    );
    if (current?._id === expectedVersion) return;
    throw hubError("VERSION_CONFLICT", "The activity changed since you read it; read it again and decide anew.", {
      expectedVersion,
      currentVersion: current?._id ?? null,
    });
  }

  #loader(): DataLoader<string, ReviewRecord[]> {
    return new DataLoader(async (activities) => {
      const reader = new VersionReader(this.#parts.db, "REVIEW", this.#request);
      const reviews = await reader.all({ "record.activity": { $in: [...activities] } });
      return activities.map((id) => reviews.filter(({ activity }) => activity === id));
    });
  }
}

const notHeld = (id: string): Error => hubError("NOT_FOUND", `The hub holds no activity "${id}" at this point; check its id.`);
