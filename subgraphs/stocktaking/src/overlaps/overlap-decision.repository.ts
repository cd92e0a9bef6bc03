import { ACCESS, authorize, may, type RoleName } from "@actionline/kit/access";
import { checkedText } from "@actionline/kit/checked-text";
import { hubError } from "@actionline/kit/hub-error";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Alongside, Appended, Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import type { Idempotency } from "@actionline/log/idempotency";
import { type Change, OPEN, type Version } from "@actionline/log/log-entry";
import { readAtEnd } from "@actionline/log/read-at-end";
import type { OverlapDecisionRecord, WithdrawalRecord } from "@actionline/schema/coordination-records";
import type { Visibility } from "@actionline/schema/entry-kind";
import { splitHubId } from "@actionline/schema/hub-id";
import { inOrder, overlapId } from "@actionline/schema/overlap-id";
import type { ClientSession, Db } from "mongodb";
import type { Activity } from "../activity/activity";
import type { ActivityRepository } from "../activity/activity.repository";
import type { OverlapRepository } from "./overlap.repository";
import type { DecideOverlapInput, DecideOverlapPayload, UndoOverlapDecisionInput } from "./overlap-decision.input";

export interface DecisionParts {
  readonly db: Db;
  readonly appender: Appender;
  readonly idempotency: Idempotency;
  readonly clock: () => Date;
}

type Pair = readonly [string, string];
type Decision = Version<OverlapDecisionRecord>;
const SECRETARIAT = "hub:secretariat";
const MOST_CHARACTERS = 2000;

/** Takes decisions on pairs of activities, and takes them back; the rest of the answer reads after them. */
export class OverlapDecisionRepository {
  readonly #parts: DecisionParts;
  readonly #request: RequestContext;
  readonly #activities: ActivityRepository;
  readonly #overlaps: OverlapRepository;

  constructor(parts: DecisionParts, request: RequestContext, activities: ActivityRepository, overlaps: OverlapRepository) {
    this.#parts = parts;
    this.#request = request;
    this.#activities = activities;
    this.#overlaps = overlaps;
  }

  async decide(input: DecideOverlapInput): Promise<DecideOverlapPayload> {
    const pair = inOrder(input.one, input.other);
    const owner = this.#authorize(pair);
    const activities = await this.#both(pair);
    const record = this.#record(pair, input);
    const visibility = await this.#visibilityOf(record, activities);
    const change: Change = { kind: "OVERLAP_DECISION", subject: record.id, operation: "UPSERT", owner, visibility, record };
    await this.#write("decideOverlap", input, [change], (session, appended) => this.#check(record.id, input, session, appended));
    return this.#payload(record.id, pair);
  }

  async undo(input: UndoOverlapDecisionInput): Promise<DecideOverlapPayload> {
    const { principal } = this.#request;
    // Who may decide on nothing learns nothing of what has been decided.
    if (!principal.roles.some(({ name }) => (ACCESS.decideOverlap as readonly RoleName[]).includes(name)))
      authorize(principal, "decideOverlap");
    const reason = textOf(input.reason);
    const decision = await this.#lastDecision(input.overlap);
    const pair = decision === null ? null : inOrder(decision.record.one, decision.record.other);
    if (decision === null || pair === null || !may(principal, "decideOverlap", commonAgency(pair))) throw noDecision(input.overlap);
    const { subject, visibility, owner } = decision;
    const end: Change = { kind: "OVERLAP_DECISION", subject, operation: "DELETE", owner, visibility, record: null };
    const record = this.#withdrawal(decision, reason);
    const why: Change = { kind: "WITHDRAWAL", subject: record.id, operation: "UPSERT", owner: this.#authorize(pair), visibility, record };
    await this.#write("undoOverlapDecision", input, [end, why], async (session, appended) => {
      if (appended.deleted !== 1) throw noDecision(input.overlap);
      await this.#check(subject, { expectedVersion: null, ...input }, session, appended, decision._id);
    });
    return this.#payload(subject, pair);
  }

  /** The secretariat decides on any pair, an agency on its own: whose decision it is. */
  #authorize(pair: Pair): string {
    const { principal } = this.#request;
    const agency = commonAgency(pair);
    if (agency === null && !this.#isSecretariat && principal.roles.some(({ name }) => name === "PUBLISHER")) throw ofTwoAgencies();
    authorize(principal, "decideOverlap", agency);
    return this.#isSecretariat ? SECRETARIAT : (agency ?? SECRETARIAT);
  }

  get #isSecretariat(): boolean {
    return this.#request.principal.roles.some(({ name }) => name === "SECRETARIAT");
  }

  async #both(pair: Pair): Promise<Activity[]> {
    if (pair[0] === pair[1]) throw hubError("BAD_INPUT", "A decision is about two activities; one and other are the same.");
    return Promise.all(
      pair.map(async (id) => {
        const activity = await this.#activities.byId(id);
        if (activity !== null) return activity;
        throw hubError("NOT_FOUND", `The hub holds no activity "${id.slice(0, 200)}" at this point; check its id.`);
      }),
    );
  }

  #record([one, other]: Pair, { decision, relation = null, reason }: DecideOverlapInput): OverlapDecisionRecord {
    if ((decision === "RELATED") !== (relation !== null)) {
      throw hubError("BAD_INPUT", "Give relation with the decision RELATED, and with no other one.");
    }
    const decidedAt = this.#parts.clock().toISOString();
    const decidedBy = this.#request.principal.name;
    return { id: overlapId(one, other), one, other, decision, relation, reason: textOf(reason), decidedBy, decidedAt };
  }

  #withdrawal({ _id: version, subject }: Decision, reason: string): WithdrawalRecord {
    const on = this.#parts.clock().toISOString().slice(0, 10);
    const id = `OVERLAP_DECISION ${subject}`;
    return { id, kind: "OVERLAP_DECISION", line: subject, version, reason, by: this.#request.principal.name, on };
  }

  /**
   * A decision on what only some may see is for the same eyes; so is one on a request for review, which isn't public,
   * unless it says that both are one activity: that alters what everybody counts.
   */
  async #visibilityOf({ id, decision }: OverlapDecisionRecord, activities: readonly Activity[]): Promise<Visibility> {
    if (activities.some(({ version }) => version.visibility === "PRIVATE")) return "PRIVATE";
    const found = (await this.#overlaps.visible()).byId(id)?.found ?? null;
    return found?.said === "L3" && found.hidden && decision !== "SAME" ? "PRIVATE" : "PUBLIC";
  }

  async #write(mutation: string, input: { readonly idempotencyKey: string }, changes: Change[], check: Alongside): Promise<void> {
    const { db, appender, idempotency, clock } = this.#parts;
    const ran = await idempotency.once(this.#request.principal, mutation, { ...input }, async (note) => {
      const appended = await appender.append(changes, async (session, written) => {
        // The key first: where another request took it meanwhile, what that one did stands for both.
        await note(session);
        await check(session, written);
      });
      this.#request.advanceTo(appended);
    });
    if (!ran) await readAtEnd(db, this.#request, clock());
  }

  /** In the transaction itself, so that nothing comes between what was read and what is written. */
  async #check(
    id: string,
    { expectedVersion }: { readonly expectedVersion?: number | null },
    session: ClientSession,
    appended: Appended,
    decision: number | null = null,
  ): Promise<void> {
    const before = await this.#decisionBefore(id, session, appended);
    if (before?.owner === SECRETARIAT && !this.#isSecretariat) {
      throw hubError("FORBIDDEN", "The secretariat decided on this pair; ask it to decide anew.", { roles: ["SECRETARIAT"] });
    }
    const { db } = this.#parts.appender;
    const found = await versionsOf(db, "OVERLAP").findOne({ subject: id, to: OPEN }, { session, projection: { _id: 1 } });
    const currentVersion = Math.max(found?._id ?? 0, before?._id ?? 0);
    const asRead = decision === null || before?._id === decision;
    if (asRead && (expectedVersion == null || expectedVersion === currentVersion)) return;
    throw hubError("VERSION_CONFLICT", "This pair changed since you read it; read it again and decide anew.", {
      expectedVersion: expectedVersion ?? decision,
      currentVersion,
    });
  }

  /** The decision that stood until this transaction ended or replaced it. */
  async #decisionBefore(id: string, session: ClientSession, { added, changed, deleted }: Appended): Promise<Decision | null> {
    const [newest, second] = await versionsOf(this.#parts.appender.db, "OVERLAP_DECISION")
      .find({ subject: id }, { session })
      .sort({ _id: -1 })
      .limit(2)
      .toArray();
    if (deleted === 0 && added + changed > 0) return second !== undefined && second.to === newest?._id ? second : null;
    return newest ?? null;
  }

  async #lastDecision(id: string): Promise<Decision | null> {
    return versionsOf(this.#parts.db, "OVERLAP_DECISION").findOne({ subject: id }, { sort: { _id: -1 } });
  }

  async #payload(id: string, pair: Pair): Promise<DecideOverlapPayload> {
    const overlap = await this.#overlaps.byId(id);
    return { overlap, activities: await this.#both(pair) };
  }
}

/** The agency that reports both; null where there are two. */
function commonAgency([one, other]: Pair): string | null {
  const agency = splitHubId(one)?.agency ?? null;
  return agency !== null && agency === splitHubId(other)?.agency ? agency : null;
}

const textOf = (reason: string): string => checkedText(reason, MOST_CHARACTERS, "the reason of the decision");

const noDecision = (id: string): Error =>
  hubError("NOT_FOUND", `There is no decision on "${id.slice(0, 60)}" that you could take back; overlaps lists what has been decided.`);

function ofTwoAgencies(): Error {
  return hubError(
    "FORBIDDEN",
    "A publisher decides where both records are of its own agency; these are of two, so that the SECRETARIAT decides.",
    {
      roles: ["SECRETARIAT"],
    },
  );
}
