import { MARK, WEAKNESS_BITS } from "../coverage/cell-counters";
import type { ChangeStep, ChangeStepKind, Suggestion } from "./change-step";
import { type ImaginedWorld, withFlaws } from "./imagined-world";
import { flawsOnceAccepted } from "./suggestions";
import { SupposedRecords } from "./suppose-records";

type StepOf<K extends ChangeStepKind> = Extract<ChangeStep, { readonly kind: K }>;
type Evidence = Pick<ImaginedWorld, "rows" | "untyped" | "reported">;
type EvidenceKind =
  | "REJECT_SUGGESTIONS"
  | "ACCEPT_SUGGESTION"
  | "STATE_TYPE"
  | "BEGIN_ACTIVITY"
  | "NAME_ITEM"
  | "NAME_PLACE"
  | "REPORT_ACTIVITY";
type RecordKind = Exclude<ChangeStepKind, EvidenceKind>;

/** The world once the steps are done; a wait comes before all that is done at its end. */
export function suppose(world: ImaginedWorld, steps: readonly ChangeStep[]): ImaginedWorld {
  if (steps.length === 0) return world;
  const instant = steps.reduce((at, step) => (step.kind === "WAIT" ? step.until : at), world.instant);
  const records = new SupposedRecords(world.view);
  let then: ImaginedWorld = { ...world, instant };
  for (const step of steps) {
    if (isOfRecords(step)) supposeRecord(step, records, then);
    else then = { ...then, ...supposeEvidence(step, then) };
  }
  return { ...then, view: records.view };
}

const isOfRecords = (step: ChangeStep): step is StepOf<RecordKind> => step.kind in ON_RECORDS;

// Each step goes to the entry of its own kind; the compiler can't tell that step and entry walk in step.
function supposeRecord(step: StepOf<RecordKind>, records: SupposedRecords, world: ImaginedWorld): void {
  const write: (records: SupposedRecords, step: ChangeStep, world: ImaginedWorld) => void = ON_RECORDS[step.kind] as never;
  write(records, step, world);
}

function supposeEvidence(step: StepOf<EvidenceKind>, world: ImaginedWorld): Partial<Evidence> {
  const alter: (world: ImaginedWorld, step: ChangeStep) => Partial<Evidence> = ON_EVIDENCE[step.kind] as never;
  return alter(world, step);
}

const ON_RECORDS: { readonly [K in RecordKind]: (records: SupposedRecords, step: StepOf<K>, world: ImaginedWorld) => void } = {
  DECLARE_SCOPE: (records, step, { cell }) => records.declare(step, cell.year),
  ASSIGN_ITEM: (records, { organizations: [first = ""] }, { cell, slice }) =>
    records.assign(first, cell.item, slice.definition.choices.commitments),
  CONNECT_SOURCE: (records, { by }, { instant }) => records.connect(by, instant),
  HARVEST_SOURCE: (records, { source }, { instant }) => records.harvest(source, instant),
  RESOLVE_WITHHELD: (records, { source }) => records.resolve(source),
  // The instant is moved before anything else is done.
  WAIT: () => undefined,
  SIGN_STATEMENT: (records, { actionLine }, { cell }) => records.sign(actionLine, cell),
  WITHDRAW_SCOPE: (records, { scope }) => records.withdrawScope(scope),
  WITHDRAW_STATEMENT: (records, { statement }) => records.withdrawStatement(statement),
};

const ON_EVIDENCE: { readonly [K in EvidenceKind]: (world: ImaginedWorld, step: StepOf<K>) => Partial<Evidence> } = {
  REJECT_SUGGESTIONS: ({ rows }) => ({ rows: rows.map(({ row, marks }) => ({ row, marks: marks & ~MARK.suggested })) }),
  ACCEPT_SUGGESTION: (world, { suggestions: [first] }) => (first === undefined ? {} : accepting(world, first)),
  STATE_TYPE: (world, { organizations, type }) => (type === world.cell.type ? ofTheType : ofAnotherType)(world, organizations),
  BEGIN_ACTIVITY: (world, { activities: [first] }) => without(world, first, MARK.PLANNED),
  NAME_ITEM: (world, { activities: [first] }) => without(world, first, MARK.COARSE),
  NAME_PLACE: (world, { activities: [first] }) => without(world, first, MARK.DIFFUSE),
  REPORT_ACTIVITY: () => ({ reported: true }),
};

/** Accepted, a suggestion is an assignment; it is evidence beside whatever else the row says. */
function accepting(world: ImaginedWorld, suggestion: Suggestion): Partial<Evidence> {
  const { columns } = world.slice.index;
  const rows = world.rows.map(({ row, marks }) => ({
    row,
    marks: columns.subject(row) === suggestion.activity ? withFlaws(marks, flawsOnceAccepted(world, row, suggestion)) : marks,
  }));
  return { rows };
}

/** Of another type, their work is none of the cell's, unless somebody else's type is still open. */
function ofAnotherType({ untyped }: ImaginedWorld, stated: readonly string[]): Partial<Evidence> {
  const known = new Set(stated);
  return {
    untyped: untyped
      .map((row) => ({ ...row, organizations: row.organizations.filter((each) => !known.has(each)) }))
      .filter(({ organizations }) => organizations.length > 0),
  };
}

/** Of the cell's type, their work counts for the cell. */
function ofTheType({ rows, untyped }: ImaginedWorld, stated: readonly string[]): Partial<Evidence> {
  const isTheirs = ({ organizations }: ImaginedWorld["untyped"][number]): boolean => organizations.some((each) => stated.includes(each));
  return { rows: [...rows, ...untyped.filter(isTheirs)], untyped: untyped.filter((row) => !isTheirs(row)) };
}

/** The activity without one of its flaws; others stay as they are. */
function without({ slice, rows }: ImaginedWorld, activity: string | undefined, flaw: number): Partial<Evidence> {
  const { columns } = slice.index;
  return {
    rows: rows.map(({ row, marks }) => ({
      row,
      marks: columns.subject(row) === activity ? withFlaws(marks, marks & WEAKNESS_BITS & ~flaw) : marks,
    })),
  };
}
