import { hubError } from "@actionline/kit/hub-error";
import type { FindingKind, FindingRecord, FindingReply } from "@actionline/schema/coordination-records";
import { AFTER_HEARING, type FindingAct, nextState } from "./finding-state";
import { agenciesAgree, heardSince, isHeard } from "./hearing";

const DAY = 86_400_000;
const DAYS = { usual: 30, least: 7, most: 366 } as const;
/** Kinds that say of somebody's work that it is missing, contradicted or done twice: never less than the usual time to reply. */
const FULL_TIME: ReadonlySet<FindingKind> = new Set(["O2_ACTIVITY", "O4_BREADTH", "CONFLICT", "L3_CANDIDATE_DUPLICATION"]);
const MOST_REPLIES_EACH = 10;

/** A draft that its parties are told of. */
export function notified(finding: FindingRecord, deadline: Date | null, now: Date): FindingRecord {
  const state = stateAfter(finding, "notify");
  const until = deadline ?? new Date(now.getTime() + DAYS.usual * DAY);
  const least = FULL_TIME.has(finding.kind) ? DAYS.usual : DAYS.least;
  const days = (until.getTime() - now.getTime()) / DAY;
  if (!(days >= least && days <= DAYS.most)) {
    throw hubError(
      "BAD_INPUT",
      `A finding of the kind ${finding.kind} gives ${least} to ${DAYS.most} days to reply; choose another deadline.`,
    );
  }
  return { ...finding, state, notifiedAt: now.toISOString(), deadline: until.toISOString() };
}

/** A finding with one more reply. A candidate duplication that each agency agrees to is confirmed by that: both record it, with their reasons. */
export function replied(finding: FindingRecord, reply: FindingReply): FindingRecord {
  const state = stateAfter(finding, "reply");
  const earlier = finding.replies.filter(({ organization }) => organization === reply.organization).length;
  if (earlier >= MOST_REPLIES_EACH) {
    throw hubError("BAD_INPUT", `There are ${earlier} replies of yours already; ask the secretariat to decide.`);
  }
  const after = { ...finding, state, replies: [...finding.replies, reply] };
  const agreed = finding.kind === "L3_CANDIDATE_DUPLICATION" && finding.decision === null && agenciesAgree(after);
  return agreed ? { ...after, state: stateAfter(after, "confirm"), decision: agreement(after, reply.at) } : after;
}

const MOST_OF_EACH = 1_000;

/** What the agencies decided together, each in its own words. */
function agreement({ parties, replies }: FindingRecord, at: string): NonNullable<FindingRecord["decision"]> {
  const agencies = new Set(parties.filter(({ agency }) => agency !== null).map(({ organization }) => organization));
  const words = Array.from(agencies, (organization) => {
    const text = replies.findLast((reply) => reply.organization === organization)?.text ?? "";
    return `${organization}: ${text.length > MOST_OF_EACH ? `${text.slice(0, MOST_OF_EACH).trimEnd()}…` : text}`;
  });
  return { outcome: "CONFIRMED", reason: words.join("\n"), by: [...agencies].join(" and "), at };
}

/** A finding that people decided on, after hearing those whom it is about. */
export function decided(finding: FindingRecord, outcome: "CONFIRMED" | "REFUTED", reason: string, by: string, now: Date): FindingRecord {
  const act = outcome === "CONFIRMED" ? "confirm" : "refute";
  const state = stateAfter(finding, act);
  if (AFTER_HEARING.has(act) && !isHeard(finding, now)) {
    const until = heardSince(finding)?.toISOString() ?? "a deadline";
    throw hubError("BAD_INPUT", `Those whom it is about may reply until ${until}; decide then, or when all of them have replied.`, {
      deadline: finding.deadline,
    });
  }
  return { ...finding, state, decision: { outcome, reason, by, at: now.toISOString() } };
}

/** A finding whose matter is settled. */
export function resolved(finding: FindingRecord, reason: string, by: string, now: Date): FindingRecord {
  return { ...finding, state: stateAfter(finding, "resolve"), resolution: { reason, by, at: now.toISOString() } };
}

const IN_WORDS: Readonly<Record<FindingAct, string>> = {
  notify: "be sent to its parties",
  reply: "be replied to",
  confirm: "be confirmed",
  refute: "be refuted",
  resolve: "be resolved",
  lapse: "lapse",
};

function stateAfter({ state }: FindingRecord, act: FindingAct): FindingRecord["state"] {
  const next = nextState(state, act);
  if (next !== null) return next;
  throw hubError("BAD_INPUT", `A finding in the state ${state} can't ${IN_WORDS[act]}; read it again to see how it stands.`, { state });
}
