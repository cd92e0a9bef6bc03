import fc from "fast-check";
import { boundsOf } from "./bounds";
import { type CellInput, cellState, UNKNOWN_REASONS, WEAKNESSES } from "./cell-state";

const subsets = <T>(values: readonly T[]): T[][] =>
  values.reduce<T[][]>((sets, value) => sets.flatMap((set) => [set, [...set, value]]), [[]]);

/** Every combination of what the rule looks at: 393,216 of them. */
function* allInputs(): Generator<CellInput> {
  for (const expectation of ["EXPECTED", "NOT_APPLICABLE", "UNDETERMINED"] as const)
    for (const weaknesses of subsets(WEAKNESSES))
      for (let bits = 0; bits < 2 ** 13; bits += 1) {
        const bit = (at: number): boolean => (bits & (1 << at)) !== 0;
        yield {
          expectation,
          notApplicable: expectation === "NOT_APPLICABLE" ? "CLOSED_BY_PLAN" : null,
          weaknesses,
          strong: bit(0),
          suggested: bit(1),
          yearClosed: bit(2),
          channel: bit(3),
          narrowed: bit(4),
          untyped: bit(5),
          responsible: {
            empty: bit(6),
            undeclared: bit(7),
            failing: bit(8),
            lapsed: bit(9),
            early: bit(10),
            withheld: bit(11),
            allNil: bit(12),
          },
        };
      }
}

/** The definition's section 2 read again, from its table of states: each line says when its state holds, on its own. */
function statesThatHold(cell: CellInput): string[] {
  const { expectation, strong, weaknesses, suggested, yearClosed, channel, narrowed, untyped, responsible } = cell;
  const applicable = expectation === "EXPECTED";
  const evidence = strong || weaknesses.length > 0;
  const eachDeclaredAndFresh = !responsible.undeclared && !responsible.lapsed;
  const eachWholeYearRead = !responsible.failing && !responsible.early && !responsible.withheld;
  const silence = !evidence && !suggested && !untyped && !responsible.empty && eachDeclaredAndFresh && eachWholeYearRead;
  const absent = silence && yearClosed && channel && !narrowed;
  const table: Record<string, boolean> = {
    NOT_APPLICABLE: expectation === "NOT_APPLICABLE",
    UNDETERMINED: expectation === "UNDETERMINED",
    COVERED: applicable && strong,
    PARTIAL: applicable && !strong && weaknesses.length > 0,
    OMITTED: applicable && absent,
    UNKNOWN: applicable && !evidence && !absent,
  };
  return Object.keys(table).filter((state) => table[state]);
}

describe("the state of a cell", () => {
  it("is exactly the one that the definition names, for every combination of its inputs", () => {
    let seen = 0;
    const differing: unknown[] = [];
    for (const input of allInputs()) {
      seen += 1;
      const holding = statesThatHold(input);
      if (holding.length !== 1 || holding[0] !== cellState(input).state) differing.push({ input, holding });
    }
    expect(seen).toBe(3 * 16 * 2 ** 13);
    expect(differing.slice(0, 3)).toEqual([]);
  });

  it("gives a reason wherever it says PARTIAL, UNKNOWN or NOT_APPLICABLE, and a basis only for an omission", () => {
    for (const input of allInputs()) {
      const { state, reasons, basis } = cellState(input);
      const reasoned = state === "PARTIAL" || state === "UNKNOWN" || state === "NOT_APPLICABLE";
      if (reasons.length > 0 !== reasoned || (basis !== null) !== (state === "OMITTED")) throw new Error(JSON.stringify(input));
    }
  });

  it("names each cause that keeps an empty cell unknown, alone or with others", () => {
    const omitted: CellInput = {
      expectation: "EXPECTED",
      notApplicable: null,
      strong: false,
      weaknesses: [],
      suggested: false,
      yearClosed: true,
      channel: true,
      narrowed: false,
      untyped: false,
      responsible: { empty: false, undeclared: false, failing: false, lapsed: false, early: false, withheld: false, allNil: true },
    };
    const { responsible } = omitted;
    const causes = {
      PERIOD_OPEN: { yearClosed: false },
      UNASSIGNED: { responsible: { ...responsible, empty: true } },
      NO_SCOPE: { responsible: { ...responsible, undeclared: true } },
      SOURCE_FAILING: { responsible: { ...responsible, failing: true } },
      SOURCE_LAPSED: { responsible: { ...responsible, lapsed: true } },
      READ_TOO_EARLY: { responsible: { ...responsible, early: true } },
      RECORDS_REFUSED: { responsible: { ...responsible, withheld: true } },
      SUGGESTIONS_UNREVIEWED: { suggested: true },
      TYPE_UNKNOWN: { untyped: true },
      NO_REPORTING_CHANNEL: { channel: false },
      EVIDENCE_NARROWED: { narrowed: true },
    };
    expect(Object.keys(causes)).toEqual([...UNKNOWN_REASONS]);
    for (const [reason, cause] of Object.entries(causes)) expect(cellState({ ...omitted, ...cause }).reasons).toEqual([reason]);
    expect(cellState({ ...omitted, ...causes.PERIOD_OPEN, ...causes.NO_SCOPE }).reasons).toEqual(["PERIOD_OPEN", "NO_SCOPE"]);
    // An open year was never read to its end: saying so twice tells nothing.
    expect(cellState({ ...omitted, ...causes.PERIOD_OPEN, ...causes.READ_TOO_EARLY }).reasons).toEqual(["PERIOD_OPEN"]);
    expect(cellState(omitted)).toEqual({ state: "OMITTED", reasons: [], basis: "NIL_RETURN" });
    expect(cellState({ ...omitted, responsible: { ...responsible, allNil: false } }).basis).toBe("COMPLETE_SCOPE");
  });
});

describe("rates", () => {
  const none = { COVERED: 0, PARTIAL: 0, OMITTED: 0, UNKNOWN: 0, NOT_APPLICABLE: 0, UNDETERMINED: 0 };

  it("are the definition's own example", () => {
    expect(boundsOf({ ...none, COVERED: 18, PARTIAL: 6, OMITTED: 4, UNKNOWN: 12, UNDETERMINED: 99 })).toEqual({
      C: 18,
      P: 6,
      O: 4,
      U: 12,
      N: 40,
      covered: { low: 0.45, high: 0.75 },
      omitted: { low: 0.1, high: 0.4 },
      completeness: 0.7,
      undetermined: 99,
      notApplicable: 0,
      note: null,
    });
  });

  it("are null where nothing is applicable", () => {
    expect(boundsOf({ ...none, NOT_APPLICABLE: 5 })).toMatchObject({ N: 0, covered: null, omitted: null, completeness: null });
  });

  it("never narrow when a cell goes from OMITTED to UNKNOWN", () => {
    const count = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(count, count, fc.integer({ min: 1, max: 1000 }), count, (C, P, O, U) => {
        const before = boundsOf({ ...none, COVERED: C, PARTIAL: P, OMITTED: O, UNKNOWN: U });
        const after = boundsOf({ ...none, COVERED: C, PARTIAL: P, OMITTED: O - 1, UNKNOWN: U + 1 });
        for (const rate of ["covered", "omitted"] as const) {
          const [narrow, wide] = [before[rate], after[rate]];
          if (narrow === null || wide === null) throw new Error("there are cells");
          expect(wide.low).toBeLessThanOrEqual(narrow.low);
          expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
        }
      }),
    );
  });
});
