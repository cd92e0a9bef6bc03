import type { SourceCode } from "../engine-error";

/** Something wrong in an answer, at a path below the object that was asked about. */
export interface FaultNote {
  readonly path: readonly (string | number)[];
  readonly code: SourceCode;
  readonly cause?: unknown;
}

/** What went wrong in one answer, or one entity of it; no more is kept than could be told. */
export class FaultNotes {
  notes: FaultNote[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(note: FaultNote): void {
    // One more than could be told makes the log count that there are others.
    if (this.notes.length <= this.#most) this.notes.push(note);
  }

  /** Gives what was noted, and begins anew. */
  take(): readonly FaultNote[] {
    const { notes } = this;
    this.notes = [];
    return notes;
  }
}

/** Leaves out what is wrong at a place where the source itself told an error. */
export function withoutTold(notes: readonly FaultNote[], told: readonly FaultNote[]): readonly FaultNote[] {
  if (told.length === 0 || notes.length === 0) return notes;
  const places = new Set(told.map(({ path }) => JSON.stringify(path)));
  return notes.filter(({ path }) => !places.has(JSON.stringify(path)));
}
