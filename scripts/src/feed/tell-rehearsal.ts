import type { HarvestRecord } from "@actionline/schema/hub-records";
import type { Rehearsal } from "./rehearse";

/** A dry run's report in lines: what the real run would report, and with what it was compared. */
export function* tellRehearsal({ report, held }: Rehearsal): Generator<string> {
  const { source, counts, byKind = [], issues } = report;
  yield `${source}: ${counts.read} read, ${counts.accepted} accepted, ${counts.refused} refused.`;
  for (const { kind, ...of } of byKind) yield `  ${kind}: ${of.read} read, ${of.accepted} accepted, ${of.refused} refused`;
  const { added, changed, deleted, unchanged, repeated = 0, held: waiting } = counts;
  const again = repeated === 0 ? "" : `, ${repeated} repeated`;
  const change = `${added} added, ${changed} changed, ${deleted} deleted, ${unchanged} unchanged${again}`;
  yield `  Nothing was written. Into the hub of this folder, which holds ${held} records of this source, it would be: ${change}${waiting === 0 ? "" : `, ${waiting} deletions held`}.`;
  yield* tellIssues(issues);
}

/** What was found in a source: each rule with how often, the first examples, and how to fix it. */
export function* tellIssues(issues: HarvestRecord["issues"]): Generator<string> {
  for (const { rule, severity, pointer, count, examples, howToFix } of issues) {
    yield `${severity} ${rule} at ${pointer || "/"}: ${count}`;
    for (const { record, place, value } of examples) yield `    ${record} ${place}: ${value}`;
    yield `    How to fix: ${howToFix}`;
  }
}

/** Why a run isn't good, in a sentence; null where it is. */
export function faultOf({ outcome, error }: HarvestRecord): string | null {
  return outcome === "SUCCEEDED" ? null : `${outcome}: ${error?.message ?? "The run didn't reach its end."}`;
}
