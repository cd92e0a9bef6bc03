import fc from "fast-check";
import { boundsOf } from "./bounds";
import { type CellInput, cellState, type UnknownReason, WEAKNESSES } from "./cell-state";
import { DEFINITIONS, NEWEST_DEFINITION } from "./definitions";

const subsets = <T>(values: readonly T[]): T[][] =>
  values.reduce<T[][]>((sets, value) => sets.flatMap((set) => [set, [...set, value]]), [[]]);

/** Every combination of what the rule looks at: 786,432 of them. */
function* allInputs(): Generator<CellInput> {
  for (const expectation of ["EXPECTED", "NOT_APPLICABLE", "UNDETERMINED"] as const)
    for (const weaknesses of subsets(WEAKNESSES))
      for (let bits = 0; bits < 2 ** 14; bits += 1) {
        const bit = (at: number): boolean => (bits & (1 << at)) !== 0;
        yield {
          expectation,
          notApplicable: expectation === "NOT_APPLICABLE" ? "CLOSED_BY_PLAN" : null,
          weaknesses,
          strong: bit(0),
          suggested: bit(1),
          yearClosed: bit(2),
          channel: bit(3),
          stated: bit(4),
          narrowed: bit(5),
          untyped: bit(6),
          responsible: {
            empty: bit(7),
            undeclared: bit(8),
            failing: bit(9),
            lapsed: bit(10),
            early: bit(11),
            withheld: bit(12),
            allNil: bit(13),
          },
        };
      }
}

/** What each version asks of a silence before it calls it an absence, read from its text on its own. */
const ABSENT: Readonly<Record<string, (cell: CellInput) => boolean>> = {
  "1.0.0": ({ suggested, yearClosed, channel, narrowed, responsible: { empty, undeclared, failing, lapsed } }) =>
    !suggested && yearClosed && channel && !narrowed && !empty && !undeclared && !failing && !lapsed,
  "1.1.0": (cell) => first(cell) && !cell.untyped && !cell.responsible.early && !cell.responsible.withheld,
  "1.2.0": (cell) => second(cell) || (!cell.channel && cell.stated && second({ ...cell, channel: true })),
};
const first = (cell: CellInput): boolean => ABSENT["1.0.0"]?.(cell) ?? false;
const second = (cell: CellInput): boolean => ABSENT["1.1.0"]?.(cell) ?? false;

/** The definition's section 2 read again, from its table of states: each line says when its state holds, on its own. */
function statesThatHold(cell: CellInput, isAbsent: (cell: CellInput) => boolean): string[] {
  const { expectation, strong, weaknesses } = cell;
  const applicable = expectation === "EXPECTED";
  const weak = weaknesses.length > 0;
  const absent = applicable && !strong && !weak && isAbsent(cell);
  const holding = [
    expectation === "NOT_APPLICABLE" && "NOT_APPLICABLE",
    expectation === "UNDETERMINED" && "UNDETERMINED",
    applicable && strong && "COVERED",
    applicable && !strong && weak && "PARTIAL",
    absent && "OMITTED",
    applicable && !strong && !weak && !absent && "UNKNOWN",
  ];
  return holding.filter((state) => state !== false);
}

/** What an omission rests on, read again: the word of a team where nobody has a channel, else what was declared. */
const basisThatHolds = ({ channel, responsible }: CellInput): string =>
  channel ? (responsible.allNil ? "NIL_RETURN" : "COMPLETE_SCOPE") : "TEAM_STATEMENT";

describe("the state of a cell", () => {
  it.each(DEFINITIONS)("is exactly the one that version $version names, for every combination of its inputs", ({ version, choices }) => {
    const isAbsent = ABSENT[version];
    if (isAbsent === undefined) throw new Error(`Version ${version} has no second reading.`);
    let seen = 0;
    const differing: unknown[] = [];
    for (const input of allInputs()) {
      seen += 1;
      const [state, ...others] = statesThatHold(input, isAbsent);
      const found = cellState(input, choices);
      const basis = state === "OMITTED" ? basisThatHolds(input) : null;
      const reasoned = state === "PARTIAL" || state === "UNKNOWN" || state === "NOT_APPLICABLE";
      const agrees = others.length === 0 && state === found.state && basis === found.basis && reasoned === found.reasons.length > 0;
      if (!agrees && differing.length < 3) differing.push({ input, state, found });
    }
    expect(seen).toBe(3 * 16 * 2 ** 14);
    expect(differing).toEqual([]);
  });

  it("names each cause that keeps an empty cell unknown, alone or with others, as far as the version asks", () => {
    const omitted: CellInput = {
      expectation: "EXPECTED",
      notApplicable: null,
      strong: false,
      weaknesses: [],
      suggested: false,
      yearClosed: true,
      channel: true,
      stated: false,
      narrowed: false,
      untyped: false,
      responsible: { empty: false, undeclared: false, failing: false, lapsed: false, early: false, withheld: false, allNil: true },
    };
    const { responsible } = omitted;
    const causes: Record<UnknownReason, Partial<CellInput>> = {
      PERIOD_OPEN: { yearClosed: false },
      UNASSIGNED: { responsible: { ...responsible, empty: true, allNil: false } },
      NO_SCOPE: { responsible: { ...responsible, undeclared: true, allNil: false } },
      SOURCE_FAILING: { responsible: { ...responsible, failing: true } },
      SOURCE_LAPSED: { responsible: { ...responsible, lapsed: true } },
      READ_TOO_EARLY: { responsible: { ...responsible, early: true } },
      RECORDS_REFUSED: { responsible: { ...responsible, withheld: true } },
      SUGGESTIONS_UNREVIEWED: { suggested: true },
      TYPE_UNKNOWN: { untyped: true },
      NO_REPORTING_CHANNEL: { channel: false },
      EVIDENCE_NARROWED: { narrowed: true },
    };
    for (const { choices } of DEFINITIONS) {
      for (const [reason, cause] of Object.entries(causes)) {
        const asked = choices.reasons.some((each) => each === reason);
        expect(cellState({ ...omitted, ...cause }, choices)).toMatchObject(
          asked ? { state: "UNKNOWN", reasons: [reason] } : { state: "OMITTED", basis: "NIL_RETURN" },
        );
      }
    }
    const { choices } = NEWEST_DEFINITION;
    expect(cellState({ ...omitted, ...causes.PERIOD_OPEN, ...causes.NO_SCOPE }, choices).reasons).toEqual(["PERIOD_OPEN", "NO_SCOPE"]);
    // An open year was never read to its end: saying so twice tells nothing.
    expect(cellState({ ...omitted, ...causes.PERIOD_OPEN, ...causes.READ_TOO_EARLY }, choices).reasons).toEqual(["PERIOD_OPEN"]);
    expect(cellState({ ...omitted, responsible: { ...responsible, allNil: false } }, choices).basis).toBe("COMPLETE_SCOPE");
    expect(cellState({ ...omitted, channel: false, stated: true }, choices).basis).toBe("TEAM_STATEMENT");
    // A statement opens the channel of a type; it repairs no source and speaks for no agency.
    expect(cellState({ ...omitted, ...causes.NO_SCOPE, channel: false, stated: true }, choices).reasons).toEqual(["NO_SCOPE"]);
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
