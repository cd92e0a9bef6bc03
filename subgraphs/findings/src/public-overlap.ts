import type { Point } from "@actionline/kit/point";
import type { AsOfPoint } from "@actionline/kit/request-context";
import type { FindingIndex } from "./finding-index";
import type { FindingTable } from "./finding-table";
import { isPublic } from "./may-see";

/**
 * The L3 overlaps that everybody may see at a point, by their ids: those whose finding is public by the rule. For lists of
 * overlaps, which are told no more than findings are.
 */
export function publicL3(table: FindingTable, { sequence, instant }: Point): ReadonlySet<string> {
  const overlaps = new Set<string>();
  for (const finding of table.at(sequence).values()) {
    const { kind, overlap } = finding.record;
    if (kind !== "L3_CANDIDATE_DUPLICATION" || overlap === null) continue;
    if (isPublic(finding.record, table.judgedAt(finding, instant))) overlaps.add(overlap);
  }
  return overlaps;
}

/** Whether everybody may see this L3 overlap at a point. */
export const isPublicL3 = (table: FindingTable, overlap: string, point: Point): boolean => publicL3(table, point).has(overlap);

/** The same for a request, once everything that it hangs on is known. */
export async function publicL3At(findings: FindingIndex, point: AsOfPoint): Promise<ReadonlySet<string>> {
  await findings.reachPoint(point);
  return publicL3(findings.table, point);
}
