import type { FindingParty, FindingRecord } from "@actionline/schema/coordination-records";
import type { ResponsibleParty } from "@actionline/stocktaking/coverage/coverage-result";
import { findingId } from "../finding-id";

/** What a survey found to hold: a finding without its history. */
export type FoundFinding = Pick<
  FindingRecord,
  "kind" | "item" | "actionLine" | "place" | "year" | "stakeholderType" | "activities" | "overlap" | "parties" | "evidence"
>;

export type EvidenceSentence = FindingRecord["evidence"][number];

/** A finding about nothing yet, to be filled in. */
export const NOTHING_FOUND = {
  item: null,
  actionLine: null,
  place: null,
  year: null,
  stakeholderType: null,
  activities: [],
  overlap: null,
} as const satisfies Partial<FoundFinding>;

/** The id of what was found, by what it is about: never by what it says, which may change while it holds. */
export function idOf({ kind, item, actionLine, place, year, stakeholderType, activities, overlap, evidence }: FoundFinding): string {
  if (overlap !== null) return findingId([kind, overlap]);
  if (kind === "O3_FOLLOW_THROUGH") return findingId([kind, activities[0] ?? null, year]);
  // A cell may contradict several declarations, and each is a matter of its own.
  const declaration = kind === "CONFLICT" ? (evidence[0]?.ids[0] ?? null) : null;
  return findingId([kind, item ?? actionLine, place, year, stakeholderType, declaration]);
}

/** A sentence and the records that it stands on, in one order whatever the order they were found in. */
export function sentence(text: string, kind: string | null = null, ids: readonly string[] = []): EvidenceSentence {
  return { text, kind: ids.length === 0 ? null : kind, ids: ids.toSorted().slice(0, MOST_IDS) };
}

/** What a sentence names at most; the records behind a number are listed by the graph. */
export const MOST_IDS = 50;

/** Those whom a finding is about, each once, in one order. */
export function partiesFrom(responsible: readonly Pick<ResponsibleParty, "organization" | "agency" | "role">[]): FindingParty[] {
  const parties = new Map<string, FindingParty>();
  for (const { organization, agency, role } of responsible) {
    const key = JSON.stringify([organization, agency]);
    if (!parties.has(key)) parties.set(key, { organization, agency, role });
  }
  return Array.from(parties.entries())
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, party]) => party);
}
