import { excerpt } from "@actionline/schema/validator/excerpt";
import { RULES, type Rule } from "@actionline/schema/validator/rules";
import { RUN_RULES } from "./feed/harvest-rules";
import type { QuarantineEntry } from "./feed/quarantine";
import type { HarvestRun } from "./harvest-run";
import type { TraceRefusal, TraceStageName } from "./trace";

/** What is known of a record when its stage is told. */
export interface TraceFacts {
  readonly id: string;
  /** Whether the hub holds it at the request's point. */
  readonly holds: boolean;
  readonly everHeld: boolean;
  readonly refusals: readonly QuarantineEntry[];
  readonly deletionHeld: boolean;
  readonly lastRun: HarvestRun | null;
  readonly agencyKnown: boolean;
}

const ALL_RULES: Readonly<Record<string, Rule>> = { ...RULES, ...RUN_RULES };

/** The stage and the reason; the first rule that matches. */
export function tellStage(facts: TraceFacts): { stage: TraceStageName; reason: string } {
  const { holds, everHeld, refusals, deletionHeld, lastRun } = facts;
  const refusal = refusals[0];
  if (holds && deletionHeld) {
    return { stage: "HELD", reason: `The source no longer lists it; the deletion waits. ${lastRun?.error?.message ?? ""}`.trim() };
  }
  if (holds && refusal !== undefined) {
    return { stage: "KEPT", reason: `Its newest form was refused: ${meaningOf(refusal.rule)} The form before it is shown.` };
  }
  if (holds) return { stage: "ACCEPTED", reason: `The hub holds it.${afterRun(lastRun)}` };
  if (refusal !== undefined) return { stage: "REFUSED", reason: `It was read and refused: ${meaningOf(refusal.rule)}` };
  if (everHeld) return { stage: "WITHDRAWN", reason: "The hub held it, and its source has taken it back." };
  return { stage: "NEVER_SEEN", reason: neverSeen(facts) };
}

function afterRun(lastRun: HarvestRun | null): string {
  if (lastRun === null || lastRun.outcome === "SUCCEEDED") return "";
  return ` Its source's last run ended as ${lastRun.outcome}: ${lastRun.error?.message ?? "see the run's report."}`;
}

function neverSeen({ id, agencyKnown, lastRun }: TraceFacts): string {
  const colon = id.indexOf(":");
  if (colon < 1) return "This isn't a hub id: it begins with an agency's short name and a colon, such as agency:its-own-id.";
  const agency = excerpt(id.slice(0, colon), 63);
  if (!agencyKnown) return `No agency called ${agency} reports to this hub.`;
  if (lastRun === null) return `${agency} reports to this hub, and its source hasn't been read yet.`;
  return `${agency} reports to this hub, and nothing that was read from it has this id.`;
}

/** A refusal as anyone may see it: the rule and the place, and nothing of the record itself. */
export function showRefusal({ rule, pointer, place, firstSeenAt, lastSeenAt }: QuarantineEntry): TraceRefusal {
  return { rule, pointer, place, meaning: meaningOf(rule), howToFix: ALL_RULES[rule]?.howToFix ?? "", firstSeenAt, lastSeenAt };
}

function meaningOf(rule: string): string {
  return ALL_RULES[rule]?.meaning ?? `It met the rule ${rule}.`;
}
