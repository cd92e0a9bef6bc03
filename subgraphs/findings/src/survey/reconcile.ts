import { contentHash } from "@actionline/log/canonical";
import type { FindingKind, FindingRecord } from "@actionline/schema/coordination-records";
import { occurrenceId, occurrenceOf } from "../finding-id";
import { nextState, STANDING } from "../finding-state";
import type { FoundFinding } from "./found-finding";

/** Who answers for a finding: the survey for those that it drafted, the secretariat for those that a person did. */
export const SURVEY_OWNER = "hub:survey";
export const SECRETARIAT_OWNER = "hub:secretariat";
/** Who ended a finding that no longer holds. */
export const SURVEY_NAME = "the survey of findings";

/** A finding as the log holds it where a survey begins. */
export interface StandingFinding {
  readonly record: FindingRecord;
  readonly sequence: number;
  readonly owner: string;
}

/** What a survey came to. */
export interface Surveyed {
  /** By the id of what it is about. */
  readonly found: ReadonlyMap<string, FoundFinding>;
  /** Whether the survey looked at what the finding is about, so that its not being found means that it doesn't hold. */
  looked(finding: FindingRecord): boolean;
  /** What stands in its place now, in a sentence; null where an outage alone keeps the hub from telling. */
  whyNot(finding: FindingRecord): string | null;
  readonly at: string;
  readonly definition: string;
}

/** One write that a survey asks for, and the version that it was worked out from; null where there was none. */
export interface SurveyWrite {
  readonly id: string;
  readonly record: FindingRecord | null;
  readonly from: number | null;
}

export interface Reconciled {
  readonly writes: readonly SurveyWrite[];
  readonly drafted: number;
  readonly updated: number;
  readonly dropped: number;
  readonly resolved: number;
  /** New findings that were left for a later survey, by kind. */
  readonly leftOut: ReadonlyMap<FindingKind, number>;
}

/**
 * What has to be written so that the findings say what a survey found: new drafts, drafts that say something else now,
 * drafts that no longer hold, and notified ones that came to their end. What people decided or wrote stays as it is.
 *
 * @param mostOfKind how many findings of a kind may stand before no more are drafted
 */
export function reconcile(standing: readonly StandingFinding[], surveyed: Surveyed, mostOfKind: number): Reconciled {
  const latest = latestOccurrences(standing);
  const room = new Map<FindingKind, number>();
  for (const { record } of latest.values())
    if (STANDING.has(record.state)) room.set(record.kind, (room.get(record.kind) ?? mostOfKind) - 1);
  const writes: SurveyWrite[] = [];
  const leftOut = new Map<FindingKind, number>();
  const counts = { drafted: 0, updated: 0, dropped: 0, resolved: 0 };
  for (const [base, found] of surveyed.found) {
    const known = latest.get(base) ?? null;
    if (known !== null && !isOver(known)) {
      const write = updated(known, found, surveyed);
      if (write !== null) counts.updated += writes.push(write) > 0 ? 1 : 0;
      continue;
    }
    const left = room.get(found.kind) ?? mostOfKind;
    if (left <= 0) {
      leftOut.set(found.kind, (leftOut.get(found.kind) ?? 0) + 1);
      continue;
    }
    room.set(found.kind, left - 1);
    writes.push(drafted(base, known, found, surveyed));
    counts.drafted += 1;
  }
  for (const [base, known] of latest) {
    if (surveyed.found.has(base) || known.owner !== SURVEY_OWNER || !surveyed.looked(known.record)) continue;
    const write = ended(known, surveyed);
    if (write === null) continue;
    writes.push(write);
    counts[write.record === null ? "dropped" : "resolved"] += 1;
  }
  return { writes, leftOut, ...counts };
}

/** The last finding about each thing: what came back after it was resolved is another one. */
function latestOccurrences(standing: readonly StandingFinding[]): Map<string, StandingFinding> {
  const latest = new Map<string, StandingFinding>();
  for (const finding of standing) {
    const { base, occurrence } = occurrenceOf(finding.record.id);
    const known = latest.get(base);
    if (known === undefined || occurrenceOf(known.record.id).occurrence < occurrence) latest.set(base, finding);
  }
  return latest;
}

/** Whether the same may be found anew: the survey ended it. What a person ended or refuted isn't raised again by a machine. */
const isOver = ({ record: { state, resolution } }: StandingFinding): boolean => state === "RESOLVED" && resolution?.by === SURVEY_NAME;

function drafted(base: string, known: StandingFinding | null, found: FoundFinding, { at, definition }: Surveyed): SurveyWrite {
  const id = known === null ? base : occurrenceId(base, occurrenceOf(known.record.id).occurrence + 1);
  return { id, from: null, record: draftOf(id, found, at, definition) };
}

/** A finding that nobody was told of yet. */
export function draftOf(id: string, found: FoundFinding, since: string, definition: string): FindingRecord {
  const untold = { state: "DRAFT", notifiedAt: null, deadline: null, replies: [], decision: null, resolution: null } as const;
  return { id, ...found, since, definition, ...untold };
}

/** A draft of the survey's own that says something else now. Once parties were told, what they reply to stays as it was told. */
function updated({ record, sequence, owner }: StandingFinding, found: FoundFinding, { definition }: Surveyed): SurveyWrite | null {
  if (record.state !== "DRAFT" || owner !== SURVEY_OWNER) return null;
  return saysOtherwise(record, found, definition) ? { id: record.id, from: sequence, record: anew(record, found, definition) } : null;
}

/** Whether what was found says anything else than a draft of the same. */
export const saysOtherwise = (draft: FindingRecord, found: FoundFinding, definition: string): boolean =>
  contentHash(anew(draft, found, definition)) !== contentHash(draft);

const anew = (draft: FindingRecord, found: FoundFinding, definition: string): FindingRecord => ({ ...draft, ...found, definition });

function ended({ record, sequence }: StandingFinding, surveyed: Surveyed): SurveyWrite | null {
  if (record.state === "DRAFT") return { id: record.id, from: sequence, record: null };
  const state = nextState(record.state, "lapse");
  const reason = state === null ? null : surveyed.whyNot(record);
  if (state === null || reason === null) return null;
  return { id: record.id, from: sequence, record: { ...record, state, resolution: { reason, by: SURVEY_NAME, at: surveyed.at } } };
}
