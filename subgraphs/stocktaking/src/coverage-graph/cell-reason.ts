import { Field, ObjectType } from "type-graphql";
import type { CellReason as CellReasonName } from "../coverage/cell-state";
import { CellReasonCode } from "./coverage.enums";

@ObjectType({ description: "Why a cell has its state, or why evidence is weak." })
export class CellReason {
  @Field(() => CellReasonCode, { description: "The reason as a word of a closed list." })
  readonly code!: CellReasonName;

  @Field(() => String, { description: "The reason as a sentence." })
  readonly text!: string;
}

const SENTENCES: Readonly<Record<CellReasonName, string>> = {
  PLANNED: "What is reported here is planned; work hasn't begun.",
  COARSE: "What is reported names a wider item or the whole line, not this item.",
  DIFFUSE: "What is reported names a wider region or the whole world, not this place.",
  STALE: "What is reported comes from a source that has lapsed.",
  PERIOD_OPEN: "The year isn't closed: more may still be reported.",
  UNASSIGNED: "Nobody answers for this item, so that nobody's silence means anything.",
  NO_SCOPE: "At least one of those who answer for it hasn't declared complete or nil reporting for all of this cell.",
  SOURCE_FAILING: "The last harvest of at least one of those who answer for it failed, was held, broke off or hasn't ended.",
  SOURCE_LAPSED: "The source of at least one of those who answer for it has lapsed.",
  READ_TOO_EARLY: "The last good harvest of at least one of those who answer for it ended before the year did.",
  RECORDS_REFUSED: "The hub refused, couldn't read or set aside something that at least one of those who answer for it published.",
  SUGGESTIONS_UNREVIEWED: "Activities that the hub suggests for this cell await review.",
  TYPE_UNKNOWN: "Work meets this cell, and nobody states the stakeholder type of all who lead or carry it out: it may be this one.",
  NO_REPORTING_CHANNEL:
    "No report received: nobody can claim complete reporting for this stakeholder type, and no team's nil statement speaks of it.",
  EVIDENCE_NARROWED: "Only a part of the activities was looked at, and absence in a part proves nothing.",
  NOT_AN_ACTION: "The item's text asks for no action, so that nothing is expected.",
  CLOSED_BY_PLAN: "The plan itself dates this item before the year asked for.",
  DECIDED: "The expectation register says that nothing is expected here.",
};

/** A reason with its sentence. */
export function explain(code: CellReasonName): CellReason {
  return { code, text: SENTENCES[code] };
}
