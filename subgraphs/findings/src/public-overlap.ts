import type { Point } from "@actionline/kit/point";
import type { AsOfPoint } from "@actionline/kit/request-context";
import { occurrenceOf } from "./finding-id";
import type { FindingIndex } from "./finding-index";
import type { FindingTable, KeptFinding } from "./finding-table";
import { isPublic } from "./may-see";

/**
 * The L3 overlaps that everybody may see at a point, by their ids: those whose latest finding is public by the rule, each
 * with the sequence up to which its entries are. What was found anew after the matter was settled has to be heard anew.
 */
export function publicL3(table: FindingTable, { sequence, instant }: Point): ReadonlyMap<string, number> {
  const overlaps = new Map<string, number>();
  for (const [overlap, finding] of latestOfEach(table.at(sequence).values())) {
    if (!isPublic(finding.record, table.judgedAt(finding, instant))) continue;
    overlaps.set(overlap, finding.record.state === "RESOLVED" ? finding.sequence : Number.POSITIVE_INFINITY);
  }
  return overlaps;
}

/** By overlap the last finding about it: one that came back after it was resolved is another one. */
function latestOfEach(findings: Iterable<KeptFinding>): Map<string, KeptFinding> {
  const latest = new Map<string, KeptFinding>();
  for (const finding of findings) {
    const { overlap, id } = finding.record;
    const known = overlap === null ? undefined : latest.get(overlap);
    if (overlap === null || (known !== undefined && isLater(known.record.id, id))) continue;
    latest.set(overlap, finding);
  }
  return latest;
}

const isLater = (one: string, other: string): boolean => occurrenceOf(one).occurrence > occurrenceOf(other).occurrence;

/** The same for a request, once everything that it hangs on is known. */
export async function publicL3At(findings: FindingIndex, point: AsOfPoint): Promise<ReadonlyMap<string, number>> {
  await findings.reachPoint(point);
  return publicL3(findings.table, point);
}
