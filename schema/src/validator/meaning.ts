import type { ActivityRecord, ContractRecord } from "../contract/records";
import type { Findings } from "./finding";

/** Shares may add up to a little more than 100, since each is rounded on its own. */
const MOST_PERCENT = 100.5;

/** Rules that a JSON Schema can't say, about a record whose shape is right; they change nothing in it. */
export function checkMeaning(record: ContractRecord, findings: Findings): void {
  if (record.kind === "ACTIVITY") checkActivity(record, findings);
  if (record.kind === "BUDGET") checkPeriod(record.period, findings);
}

function checkActivity(activity: ActivityRecord, findings: Findings): void {
  checkPeriod(activity.period, findings);
  checkInstant(activity.updatedAt, findings);
  checkShares(activity.items ?? [], "/items", (share) => share.weight, findings);
  checkShares(activity.places ?? [], "/places", (share) => share.percentage, findings);
  checkSectors(activity.sectors ?? [], findings);
  checkRepeated(activity.items ?? [], "/items", (share) => share.item, findings);
  checkRepeated(activity.places ?? [], "/places", (share) => share.place, findings);
  checkRepeated(activity.actionLines ?? [], "/actionLines", (line) => line, findings);
  activity.sdgs?.forEach(({ goal, target }, index) => {
    if (target !== undefined && Number(target.split(".")[0]) !== goal) {
      findings.note("SDG_TARGET_MISMATCH", `/sdgs/${index}/target`, `${target} beside goal ${goal}`);
    }
  });
}

function checkPeriod({ start, end }: { readonly start?: string; readonly end?: string }, findings: Findings): void {
  // Dates of four-digit years compare as text does.
  if (start !== undefined && end !== undefined && end < start) findings.note("PERIOD_REVERSED", "/period", `${start} to ${end}`);
}

function checkInstant(instant: string | undefined, findings: Findings): void {
  // RFC 3339 knows leap seconds; the calendar of this hub doesn't, and a later reader would find no date at all.
  if (instant !== undefined && Number.isNaN(Date.parse(instant))) findings.note("DATE_IMPOSSIBLE", "/updatedAt", instant);
}

function checkShares<T>(shares: readonly T[], pointer: string, percentOf: (share: T) => number | undefined, findings: Findings): void {
  let sum = 0;
  for (const share of shares) sum += percentOf(share) ?? 0;
  if (sum > MOST_PERCENT) findings.note("PERCENTAGES_SUM", pointer, `the shares add up to ${Number(sum.toFixed(4))}`);
}

function checkSectors(sectors: NonNullable<ActivityRecord["sectors"]>, findings: Findings): void {
  const sums = new Map<string, number>();
  for (const { vocabulary, percentage } of sectors) sums.set(vocabulary, (sums.get(vocabulary) ?? 0) + (percentage ?? 0));
  const over = [...sums].filter(([, sum]) => sum > MOST_PERCENT);
  if (over.length === 0) return;
  const told = over.map(([vocabulary, sum]) => `${vocabulary}: ${Number(sum.toFixed(4))}`).join(", ");
  findings.note("PERCENTAGES_SUM", "/sectors", `the shares add up to ${told}`);
}

function checkRepeated<T>(list: readonly T[], pointer: string, codeOf: (element: T) => string, findings: Findings): void {
  if (list.length < 2) return;
  const seen = new Set<string>();
  for (const [index, element] of list.entries()) {
    const code = codeOf(element);
    if (seen.has(code)) findings.note("CODE_REPEATED", `${pointer}/${index}`, code);
    seen.add(code);
  }
}
