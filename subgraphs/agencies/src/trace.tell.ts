import type { Successor } from "@actionline/log/successors";
import { excerpt } from "@actionline/schema/validator/excerpt";
import { RULES, type Rule } from "@actionline/schema/validator/rules";
import { RUN_RULES } from "./feed/harvest-rules";
import type { QuarantineEntry } from "./feed/quarantine";
import type { Remark } from "./feed/remarks";
import type { HarvestFault, HarvestRun } from "./harvest-run";
import type { TraceRefusal, TraceStageName, TraceWarning } from "./trace";

/** What is known of a record when its stage is told. */
export interface TraceFacts {
  readonly id: string;
  /** Whether the hub holds it at the request's point. */
  readonly holds: boolean;
  readonly everHeld: boolean;
  /** What it went into, nearest first. */
  readonly successors: readonly Successor[];
  readonly refusals: readonly QuarantineEntry[];
  readonly deletionHeld: boolean;
  readonly lastRun: HarvestRun | null;
  /** The last runs over each source that it could come by; null for one that was never read. */
  readonly lastRuns: readonly (HarvestRun | null)[];
  /** How many things of it weren't taken as they came: warnings and refused parts. */
  readonly remarked: number;
}

const ALL_RULES: Readonly<Record<string, Rule>> = { ...RULES, ...RUN_RULES };

/** The stage and the reason; the first rule that matches. */
export function tellStage(facts: TraceFacts): { stage: TraceStageName; reason: string } {
  const { holds, everHeld, successors, refusals, deletionHeld, lastRun, remarked } = facts;
  const refusal = refusals[0];
  if (holds && deletionHeld) {
    return { stage: "HELD", reason: `The source no longer lists it; the deletion waits. ${lastRun?.error?.message ?? ""}`.trim() };
  }
  if (holds && refusal !== undefined) {
    return { stage: "KEPT", reason: `Its newest form was refused: ${meaningOf(refusal.rule)} The form before it is shown.` };
  }
  const lessThanAll = remarked === 0 ? "" : " Not all of it was taken as it came: see warnings and refusedParts.";
  if (holds) return { stage: "ACCEPTED", reason: `The hub holds it.${lessThanAll}${afterRun(lastRun)}` };
  if (refusal !== undefined) return { stage: "REFUSED", reason: `It was read and refused: ${meaningOf(refusal.rule)}` };
  if (successors.length > 0) return succeeded(successors);
  if (everHeld) return { stage: "WITHDRAWN", reason: "The hub held it, and its source has taken it back." };
  return { stage: "NEVER_SEEN", reason: neverSeen(facts) };
}

function succeeded(successors: readonly Successor[]): { stage: TraceStageName; reason: string } {
  const [first] = successors;
  const into = successors.filter(({ of }) => of === first?.of).map(({ id }) => id);
  const held = successors.filter(({ holds }) => holds).map(({ id }) => id);
  const how = first?.how ?? "MERGED";
  const goneOn = into.every((id) => held.includes(id)) ? "" : ` Of what it went into, the hub holds now: ${listed(held)}.`;
  return { stage: how, reason: `Its agency ${how === "MERGED" ? "merged" : "split"} it into ${listed(into)}.${goneOn}` };
}

const listed = (ids: readonly string[]): string => {
  if (ids.length === 0) return "nothing";
  return ids.length > 5 ? `${ids.slice(0, 5).join(", ")} and ${ids.length - 5} more` : ids.join(", ");
};

function afterRun(lastRun: HarvestRun | null): string {
  if (lastRun === null || lastRun.outcome === "SUCCEEDED") return "";
  if (lastRun.outcome === "RUNNING") return " Its source is being read, or the last reading was cut short.";
  return ` Its source's last run ended as ${lastRun.outcome}: ${lastRun.error?.message ?? "see the run's report."}`;
}

function neverSeen({ id, lastRuns }: TraceFacts): string {
  const colon = id.indexOf(":");
  if (colon < 1) return "This isn't a hub id: it begins with an agency's short name and a colon, such as agency:its-own-id.";
  const agency = excerpt(id.slice(0, colon), 63);
  if (colon === id.length - 1) return `An id needs something after its colon: the agency's own id, such as ${agency}:its-own-id.`;
  if (lastRuns.length === 0) return `No agency called ${agency} reports to this hub.`;
  const broken = lastRuns.find((run) => run?.outcome === "PARTIAL" || run?.outcome === "FAILED");
  if (broken?.error != null) return behindBreak(agency, broken.error);
  if (lastRuns.includes(null)) return `${agency} reports to this hub, and its source hasn't been read yet.`;
  if (lastRuns.some((run) => run?.outcome === "RUNNING")) {
    return `${agency} reports to this hub; its source is being read, or the last reading was cut short.`;
  }
  return `${agency} reports to this hub, and nothing that was read from it has this id.`;
}

function behindBreak(agency: string, { code, message }: HarvestFault): string {
  const line = /\bline \d+/.exec(message)?.[0];
  const where = line === undefined ? "" : ` at ${line}`;
  return `${agency} reports to this hub. Reading its source broke off${where} (${code}); it may stand behind that. ${message}`;
}

/** A refusal as anyone may see it: the rule and the place, and nothing of the record itself. */
export function showRefusal({ record, firstSeenAt, lastSeenAt, ...met }: QuarantineEntry): TraceRefusal {
  return { record, ...showWarning(met), firstSeenAt, lastSeenAt };
}

/** What a rule says, and where it was met. */
export function showWarning({ rule, pointer, place }: Remark): TraceWarning {
  return { rule, pointer, place, meaning: meaningOf(rule), howToFix: ALL_RULES[rule]?.howToFix ?? "" };
}

function meaningOf(rule: string): string {
  return ALL_RULES[rule]?.meaning ?? `It met the rule ${rule}.`;
}
