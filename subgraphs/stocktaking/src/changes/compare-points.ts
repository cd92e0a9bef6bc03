import { hubError } from "@actionline/kit/hub-error";
import type { DedupeName } from "../columns/once-per-cluster";
import type { CellCoordinates } from "../coverage/coverage-query";
import { CellFrame } from "./cell-frame";
import { CAUSE_OF_FAMILY, type ChangeCause } from "./change-cause";
import { INPUT_FAMILIES, type InputFamily } from "./input-family";
import { LateReports } from "./late-reports";
import { type CellAnswer, type MixedAnswer, MixedAnswers } from "./mixed-answer";
import { OpenedPoints, type TwoPoints } from "./two-points";

/** A cell that says something else at the later point than at the earlier one, and the one cause of it. */
export interface CellChange {
  /** Its number in the frame of both answers. */
  readonly cell: number;
  readonly coordinates: CellCoordinates;
  /** Null where there was no such cell: its item, place or type wasn't there yet, or is there no more. */
  readonly before: CellAnswer | null;
  readonly after: CellAnswer | null;
  readonly family: InputFamily;
  readonly cause: ChangeCause;
  /** The cause didn't do it alone: it came last of several that were needed, in the order of precedence. */
  readonly together: boolean;
}

/** Two answers to one question, and what lies between them. */
export interface PointsCompared {
  readonly points: OpenedPoints;
  readonly frame: CellFrame;
  readonly before: MixedAnswer;
  readonly after: MixedAnswer;
  readonly changes: readonly CellChange[];
  readonly comparing: Comparing;
}

/** What counts as a change. */
export interface Comparing {
  /** Whether a cell that counts other activities, or other states of its base cells, has changed as well. */
  readonly counts: boolean;
  /** How duplicates are counted; as the later point's definition says where null. */
  readonly dedupe: DedupeName | null;
}

/** What it costs to read what an answer says of a cell and to compare it, against one look at a row. */
const UNITS_OF_CELL = 100;
const CELLS_OF_STEP = 5_000;

/** Compares two points, in steps that tell what they cost: two answers, and one for each family of inputs that is needed. */
export function* comparePoints(asked: TwoPoints, comparing: Comparing): Generator<number, PointsCompared, void> {
  const { counts } = comparing;
  if (asked.query.by.includes("REPORTER")) {
    throw hubError("BAD_INPUT", "REPORTER shows counts only, and no state that could change; compare by the other axes.");
  }
  const points = yield* OpenedPoints.open(asked);
  const { definition } = points.slice(new Set(INPUT_FAMILIES));
  const answers = new MixedAnswers(points, comparing.dedupe ?? definition.choices.duplicates);
  const before = yield* answers.of(new Set());
  const after = yield* answers.of(new Set(INPUT_FAMILIES));
  const frame = new CellFrame(before.rollUp, after.rollUp);
  const cells = Array.from({ length: frame.size }, (_, cell) => cell);
  const were = yield* cellsOf(before, frame, cells);
  const are = yield* cellsOf(after, frame, cells);
  const isSame = counts ? sameNumbers : sameState;
  const changed = cells.filter((cell) => !isSame(were[cell] ?? null, are[cell] ?? null));
  // What changed a state is the same however finely one looks: numbers decide only for cells that kept theirs.
  const decides = changed.map((cell) => (sameState(were[cell] ?? null, are[cell] ?? null) ? sameNumbers : sameState));
  answers.narrowTo(frame, changed);
  const final = changed.map((cell) => are[cell] ?? null);
  function* tells(answer: MixedAnswer): Generator<number, boolean[], void> {
    return (yield* cellsOf(answer, frame, changed)).map((cell, at) => decides[at]?.(cell, final[at] ?? null) ?? false);
  }
  const causes = yield* causesOf(changed.length, relevantFamilies(points.changed, comparing), answers, tells);
  const late = yield* LateReports.of(
    points,
    after,
    frame,
    changed.filter((_, at) => causes[at]?.family === "ADDED_ACTIVITIES"),
  );
  const changes = changed.map((cell, at): CellChange => {
    const { family, together } = foundCause(causes[at], frame.coordinates(cell));
    const cause = late.has(cell) ? "LATE_REPORT" : CAUSE_OF_FAMILY[family];
    return { cell, coordinates: frame.coordinates(cell), before: were[cell] ?? null, after: are[cell] ?? null, family, cause, together };
  });
  return { points, frame, before, after, changes, comparing };
}

/** Links between duplicates alter counts and never a state: a second record of an activity is evidence all the same. */
const relevantFamilies = (families: readonly InputFamily[], { counts }: Pick<Comparing, "counts">): InputFamily[] =>
  families.filter((family) => counts || family !== "DUPLICATES");

interface FoundCause {
  readonly family: InputFamily;
  readonly together: boolean;
}

/**
 * The cause of each changed cell: the first family that alone makes it what it is now; where none does, the last one that
 * brought it there when one after the other is switched.
 *
 * @param tells of an answer whether it says of each changed cell what the later one does
 */
function* causesOf(
  cells: number,
  families: readonly InputFamily[],
  answers: MixedAnswers,
  tells: (answer: MixedAnswer) => Generator<number, boolean[], void>,
): Generator<number, (FoundCause | undefined)[], void> {
  const [only, ...others] = families;
  if (only !== undefined && others.length === 0) return Array.from({ length: cells }, () => ({ family: only, together: false }));
  const causes: (FoundCause | undefined)[] = Array.from({ length: cells });
  const open = (): boolean => causes.includes(undefined);
  for (const family of families) {
    if (!open()) break;
    const says = yield* tells(yield* answers.of(new Set([family])));
    for (const [at, does] of says.entries()) if (does) causes[at] ??= { family, together: false };
  }
  const last: FoundCause[] = [];
  const switched = new Set<InputFamily>();
  let said: boolean[] = [];
  for (const family of open() ? families : []) {
    switched.add(family);
    const says = yield* tells(yield* answers.of(switched));
    for (const [at, does] of says.entries()) if (does && said[at] !== true) last[at] = { family, together: true };
    said = says;
  }
  return causes.map((cause, at) => cause ?? last[at]);
}

/** All families together are the later answer, so that one of them brought each cell there. */
function foundCause(cause: FoundCause | undefined, coordinates: CellCoordinates): FoundCause {
  if (cause === undefined) throw new Error(`Nothing explains the change of ${JSON.stringify(coordinates)}: some input is in no family.`);
  return cause;
}

/** What an answer says of some cells of the frame, in steps that tell what they cost. */
function* cellsOf(answer: MixedAnswer, frame: CellFrame, cells: readonly number[]): Generator<number, (CellAnswer | null)[], void> {
  const found: (CellAnswer | null)[] = [];
  for (let start = 0; start < cells.length; start += CELLS_OF_STEP) {
    const some = cells.slice(start, start + CELLS_OF_STEP);
    yield some.length * UNITS_OF_CELL;
    for (const number of frame.numbersIn(answer.rollUp, some)) found.push(number === -1 ? null : answer.cell(number));
  }
  return found;
}

/** Families that may have made a change: where a state changed, those that alter states. */
export const familiesBehind = ({ points, comparing }: PointsCompared, { before, after }: CellChange): InputFamily[] =>
  relevantFamilies(points.changed, { counts: comparing.counts && sameState(before, after) });

const sameState = (one: CellAnswer | null, other: CellAnswer | null): boolean => one?.state === other?.state;

function sameNumbers(one: CellAnswer | null, other: CellAnswer | null): boolean {
  if (one === null || other === null) return one === other;
  const states = Object.keys(one.counts) as (keyof CellAnswer["counts"])[];
  return sameState(one, other) && one.activities === other.activities && states.every((state) => one.counts[state] === other.counts[state]);
}
