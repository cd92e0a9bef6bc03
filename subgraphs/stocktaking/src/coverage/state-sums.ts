import type { StateCounts } from "./bounds";
import {
  BASE_STATES,
  type BaseState,
  type CellFinding,
  type CellReason,
  type CellState,
  NOT_APPLICABLE_REASONS,
  OMISSION_BASES,
  type OmissionBasis,
  UNKNOWN_REASONS,
  WEAKNESSES,
} from "./cell-state";

const REASONS: readonly CellReason[] = [...WEAKNESSES, ...UNKNOWN_REASONS, ...NOT_APPLICABLE_REASONS];
/** The bases of omissions stand above the reasons. */
const BASIS = REASONS.length;

/** Findings of base cells added up by shown cell: counts by state, and the reasons, as bits. */
export class StateSums {
  readonly #counts: Uint32Array;
  readonly #reasons: Uint32Array;

  constructor(cells: number) {
    this.#counts = new Uint32Array(cells * BASE_STATES.length);
    this.#reasons = new Uint32Array(cells);
  }

  add(cell: number, { state, reasons, basis }: CellFinding): void {
    const at = cell * BASE_STATES.length + BASE_STATES.indexOf(state);
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    const resting = basis === null ? 0 : 1 << (BASIS + OMISSION_BASES.indexOf(basis));
    const bits = reasons.reduce((mask, reason) => mask | (1 << REASONS.indexOf(reason)), resting);
    this.#reasons[cell] = (this.#reasons[cell] ?? 0) | bits;
  }

  counts(cell: number): StateCounts {
    const count = (state: BaseState): number => this.#counts[cell * BASE_STATES.length + BASE_STATES.indexOf(state)] ?? 0;
    return {
      COVERED: count("COVERED"),
      PARTIAL: count("PARTIAL"),
      OMITTED: count("OMITTED"),
      UNKNOWN: count("UNKNOWN"),
      NOT_APPLICABLE: count("NOT_APPLICABLE"),
      UNDETERMINED: count("UNDETERMINED"),
    };
  }

  /** Whether two sums tell the same of a cell: counts by state, reasons and basis. */
  agreesOn(cell: number, other: StateSums): boolean {
    const start = cell * BASE_STATES.length;
    const counts = this.#counts.subarray(start, start + BASE_STATES.length);
    return this.#reasons[cell] === other.#reasons[cell] && counts.every((count, at) => count === other.#counts[start + at]);
  }

  /** The state that all base cells agree on, else MIXED; a cell without any base cell is UNDETERMINED. */
  state(cell: number): CellState {
    let state: CellState = "UNDETERMINED";
    let kinds = 0;
    for (let at = 0; at < BASE_STATES.length; at += 1) {
      if ((this.#counts[cell * BASE_STATES.length + at] ?? 0) === 0) continue;
      state = BASE_STATES[at] ?? state;
      kinds += 1;
    }
    return kinds > 1 ? "MIXED" : state;
  }

  /** Reasons of the one state; none where states are mixed, since they would belong to different cells. */
  reasons(cell: number): CellReason[] {
    const bits = this.state(cell) === "MIXED" ? 0 : (this.#reasons[cell] ?? 0);
    return REASONS.filter((_, at) => (bits & (1 << at)) !== 0);
  }

  /** For omissions the least firm basis of any base cell: NIL_RETURN where every one rests on nil returns alone. */
  basis(cell: number): OmissionBasis | null {
    if (this.state(cell) !== "OMITTED") return null;
    const bits = this.#reasons[cell] ?? 0;
    return OMISSION_BASES.findLast((_, at) => (bits & (1 << (BASIS + at))) !== 0) ?? null;
  }
}
