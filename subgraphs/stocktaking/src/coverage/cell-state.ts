import type { ExpectationState } from "@actionline/schema/hub-records";
import type { DefinitionChoices } from "./coverage-definition";

export const CELL_STATES = ["COVERED", "PARTIAL", "OMITTED", "UNKNOWN", "NOT_APPLICABLE", "UNDETERMINED", "MIXED"] as const;
export type CellState = (typeof CELL_STATES)[number];
/** A state that the rule gives; MIXED arises in roll-ups only. */
export type BaseState = Exclude<CellState, "MIXED">;
export const BASE_STATES = CELL_STATES.filter((state): state is BaseState => state !== "MIXED");

export const WEAKNESSES = ["PLANNED", "COARSE", "DIFFUSE", "STALE"] as const;
/** Why evidence is weak: not begun, assigned to an ancestor or a line only, placed in a wider region only, or from a lapsed source. */
export type Weakness = (typeof WEAKNESSES)[number];

export const UNKNOWN_REASONS = [
  "PERIOD_OPEN",
  "UNASSIGNED",
  "NO_SCOPE",
  "SOURCE_FAILING",
  "SOURCE_LAPSED",
  "READ_TOO_EARLY",
  "RECORDS_REFUSED",
  "SUGGESTIONS_UNREVIEWED",
  "TYPE_UNKNOWN",
  "NO_REPORTING_CHANNEL",
  "EVIDENCE_NARROWED",
] as const;
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

export const NOT_APPLICABLE_REASONS = ["NOT_AN_ACTION", "CLOSED_BY_PLAN", "DECIDED"] as const;
export type NotApplicableReason = (typeof NOT_APPLICABLE_REASONS)[number];

export type CellReason = Weakness | UnknownReason | NotApplicableReason;

/** What an omission rests on, the firmest first: the word of those who answer for it, or a team's for those who answer to nobody. */
export const OMISSION_BASES = ["NIL_RETURN", "COMPLETE_SCOPE", "TEAM_STATEMENT"] as const;
export type OmissionBasis = (typeof OMISSION_BASES)[number];

/** All that the state of one base cell follows from. */
export interface CellInput {
  readonly expectation: ExpectationState;
  readonly notApplicable: NotApplicableReason | null;
  readonly strong: boolean;
  /** What the weak evidence fails in, over all weak activities; empty where there is none. */
  readonly weaknesses: readonly Weakness[];
  /** An unreviewed suggestion meets the cell. */
  readonly suggested: boolean;
  readonly yearClosed: boolean;
  /** False for the types whose completeness nobody can claim. */
  readonly channel: boolean;
  /** A team's signed nil statement speaks of the cell. */
  readonly stated: boolean;
  /** The evidence was narrowed to some activities, so that its absence proves nothing. */
  readonly narrowed: boolean;
  /** The cell names a type, and what would count for it may be of that type or another: nobody states it. */
  readonly untyped: boolean;
  readonly responsible: ResponsibleSummary;
}

/** What the responsible set of a cell comes to. */
export interface ResponsibleSummary {
  readonly empty: boolean;
  /** Some agency declared neither COMPLETE nor NIL for the cell, or for a part of it. */
  readonly undeclared: boolean;
  /** Some agency's last harvest didn't succeed. */
  readonly failing: boolean;
  readonly lapsed: boolean;
  /** Some agency's last good harvest ended before the year did. */
  readonly early: boolean;
  /** The hub refused, couldn't read or set aside some of what an agency published. */
  readonly withheld: boolean;
  /** Each of them declared NIL. */
  readonly allNil: boolean;
}

export interface CellFinding {
  readonly state: BaseState;
  readonly reasons: readonly CellReason[];
  readonly basis: OmissionBasis | null;
}

const NOTHING: readonly CellReason[] = [];

/** What of the definition the rule itself asks for. */
export type StateChoices = Pick<DefinitionChoices, "reasons" | "statements">;

/** The state of a base cell, its reasons and its basis: the first rule of the definition's section 2 that matches. */
export function cellState(input: CellInput, choices: StateChoices): CellFinding {
  if (input.expectation === "NOT_APPLICABLE") return { state: "NOT_APPLICABLE", reasons: [input.notApplicable ?? "DECIDED"], basis: null };
  if (input.expectation === "UNDETERMINED") return { state: "UNDETERMINED", reasons: NOTHING, basis: null };
  if (input.strong) return { state: "COVERED", reasons: NOTHING, basis: null };
  if (input.weaknesses.length > 0) return { state: "PARTIAL", reasons: input.weaknesses, basis: null };
  const reasons = whyUnknown(input, choices);
  if (reasons.length > 0) return { state: "UNKNOWN", reasons, basis: null };
  return { state: "OMITTED", reasons: NOTHING, basis: basisOf(input) };
}

function basisOf({ channel, responsible }: CellInput): OmissionBasis {
  if (!channel) return "TEAM_STATEMENT";
  return responsible.allNil ? "NIL_RETURN" : "COMPLETE_SCOPE";
}

/** Everything that keeps a cell without evidence from being an omission, as far as the definition asks for it. */
function whyUnknown(
  { yearClosed, responsible, suggested, channel, stated, narrowed, untyped }: CellInput,
  { reasons, statements }: StateChoices,
): UnknownReason[] {
  const holds: Record<UnknownReason, boolean> = {
    PERIOD_OPEN: !yearClosed,
    UNASSIGNED: responsible.empty,
    NO_SCOPE: !responsible.empty && responsible.undeclared,
    SOURCE_FAILING: !responsible.empty && responsible.failing,
    SOURCE_LAPSED: !responsible.empty && responsible.lapsed,
    // No harvest can have read an open year to its end: PERIOD_OPEN says it.
    READ_TOO_EARLY: !responsible.empty && yearClosed && responsible.early,
    RECORDS_REFUSED: !responsible.empty && responsible.withheld,
    SUGGESTIONS_UNREVIEWED: suggested,
    TYPE_UNKNOWN: untyped,
    NO_REPORTING_CHANNEL: !channel && !(statements && stated),
    EVIDENCE_NARROWED: narrowed,
  };
  return reasons.filter((reason) => holds[reason]);
}
