import type { FindingState } from "@actionline/schema/coordination-records";

/** What can be done to a finding. Drafting makes one, so that it stands in no state before. */
export const FINDING_ACTS = ["notify", "reply", "confirm", "refute", "resolve", "lapse"] as const;
export type FindingAct = (typeof FINDING_ACTS)[number];

/** Which state an act leads to, from each state that it may be done in. What isn't here can't be done. */
export const NEXT_STATE: Readonly<Record<FindingAct, Readonly<Partial<Record<FindingState, FindingState>>>>> = {
  notify: { DRAFT: "NOTIFIED" },
  // The right of reply doesn't end with a decision: what is said then stands beside it and alters nothing.
  reply: { NOTIFIED: "REPLIED", REPLIED: "REPLIED", CONFIRMED: "CONFIRMED" },
  confirm: { NOTIFIED: "CONFIRMED", REPLIED: "CONFIRMED" },
  refute: { NOTIFIED: "REFUTED", REPLIED: "REFUTED" },
  resolve: { DRAFT: "RESOLVED", NOTIFIED: "RESOLVED", REPLIED: "RESOLVED", CONFIRMED: "RESOLVED" },
  // What the survey does once a finding no longer holds. A draft, which nobody was told of, it deletes.
  lapse: { NOTIFIED: "RESOLVED", REPLIED: "RESOLVED", CONFIRMED: "RESOLVED" },
};

/** Who may do it: the secretariat, one whom the finding is about, or the survey. */
export const ACTOR_OF: Readonly<Record<FindingAct, "SECRETARIAT" | "PARTY" | "SURVEY">> = {
  notify: "SECRETARIAT",
  reply: "PARTY",
  confirm: "SECRETARIAT",
  refute: "SECRETARIAT",
  resolve: "SECRETARIAT",
  lapse: "SURVEY",
};

/** Acts that decide over others, and so wait until those were heard. */
export const AFTER_HEARING: ReadonlySet<FindingAct> = new Set(["confirm", "refute"]);

/** The state that an act leads to; null where it can't be done. */
export const nextState = (state: FindingState, act: FindingAct): FindingState | null => NEXT_STATE[act][state] ?? null;

/** States in which a finding waits for somebody, or stands: what the survey looks after. */
export const STANDING: ReadonlySet<FindingState> = new Set(["DRAFT", "NOTIFIED", "REPLIED", "CONFIRMED"]);
