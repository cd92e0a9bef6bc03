import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import { AgencyStandings } from "./agency-standings";
import { lastClosedYear } from "./base-grid";
import { MARK, WEAKNESS_BITS } from "./cell-counters";
import { type CellFinding, cellState, type ResponsibleSummary, WEAKNESSES, type Weakness } from "./cell-state";
import { effortOn } from "./effort";
import { expectationOfCell } from "./expectations";
import { partiesOf, summaryOf } from "./responsibility";
import type { Slice } from "./slice";
import { isStated } from "./statements";
import type { Tally } from "./tally";

/** Types whose completeness nobody can claim: there is no body that reports for all of them. */
const WITHOUT_CHANNEL: readonly (StakeholderType | null)[] = ["PRIVATE_SECTOR", "CIVIL_SOCIETY"];
/** Whether somebody may claim that all of a type's reporting is in. */
export const hasChannel = (type: StakeholderType | null): boolean => !WITHOUT_CHANNEL.includes(type);
const NOBODY_ASKED: ResponsibleSummary = {
  empty: false,
  undeclared: false,
  failing: false,
  lapsed: false,
  early: false,
  withheld: false,
  allNil: false,
};

export type OnFinding = (finding: CellFinding, item: number, place: number, year: number, type: number) => void;

/** What it costs to find the state of a base cell, against one look at a row; asking who answers for it comes on top. */
const UNITS_OF_STATE = 100;

/**
 * Works out the state of every base cell of a slice from the marks of its tally, in steps that tell what they cost: what
 * finding out who answers for a cell has cost is known, and told, once it is done.
 */
export function* findStates(slice: Slice, tally: Pick<Tally, "marks">, onFinding: OnFinding): Generator<number, void, void> {
  const { items, places, years, types } = slice.grid;
  const { choices } = slice.definition;
  const agencies = new AgencyStandings(slice.standings, choices);
  const lastClosed = lastClosedYear(slice.point.instant);
  const effort = effortOn(slice.view);
  let base = 0;
  for (const [i, item] of items.entries()) {
    for (const [p, place] of places.entries()) {
      yield years.length * types.length * UNITS_OF_STATE;
      for (const [y, year] of years.entries()) {
        let responsible: ResponsibleSummary | null = null;
        for (const [t, type] of types.entries()) {
          const marks = tally.marks[base++] ?? 0;
          const { state: expectation, notApplicable } = expectationOfCell({ item, place, year, type }, slice.view);
          // Who answers for a cell is asked only where its state hangs on it.
          const asked = expectation === "EXPECTED" && (marks & (MARK.strong | WEAKNESS_BITS)) === 0;
          if (asked && responsible === null) {
            responsible = summaryOf(partiesOf(item, place, year, slice.view, choices), agencies, year);
          }
          const channel = hasChannel(type);
          const input = {
            expectation,
            notApplicable,
            strong: (marks & MARK.strong) !== 0,
            weaknesses: weaknessesOf(marks),
            suggested: (marks & MARK.suggested) !== 0,
            yearClosed: year <= lastClosed,
            channel,
            stated: asked && !channel && choices.statements && isStated({ item, place, year, type }, slice.view),
            narrowed: slice.query.evidence !== undefined,
            untyped: (marks & MARK.untyped) !== 0,
            responsible: responsible ?? NOBODY_ASKED,
          };
          onFinding(cellState(input, choices), i, p, y, t);
        }
        if (effort.isTold) continue;
        yield effort.told();
      }
    }
  }
}

/** The weaknesses that marks stand for. */
export const weaknessesOf = (marks: number): Weakness[] => WEAKNESSES.filter((weakness) => (marks & MARK[weakness]) !== 0);
