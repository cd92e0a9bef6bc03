import type { LoggedChange } from "@actionline/log/follow";
import type { ReviewRecord } from "@actionline/schema/hub-records";
import { ASSIGNMENT, type Assignment, pack } from "./assignment";
import type { Dictionary } from "./dictionary";
import { GrowingColumn } from "./growing-column";

interface Review {
  readonly from: number;
  to: number;
  readonly hidden: boolean;
  /** The assignment decided on, packed as declared. */
  readonly target: number;
  readonly accepted: boolean;
}

/** Reads what a subject carries, packed, under the decisions in force; its row's own assignments stand from `from` to `to`. */
export type PackedReader = (subject: number, packed: Int32Array, from: number, to: number) => Int32Array;

const NONE: readonly Review[] = [];

const holds = ({ from, to, hidden }: Review, sequence: number, privateToo: boolean): boolean =>
  from <= sequence && sequence < to && (privateToo || !hidden);

/**
 * Reviewers' decisions by activity. They stand apart from the activity's versions, so that a re-harvest, which makes a
 * new version, leaves them in force; an accepted one is an assignment even where the rules no longer suggest it.
 */
export class ReviewColumns {
  readonly #codes: Dictionary;
  readonly #subjects: Dictionary;
  readonly #bySubject = new Map<number, Review[]>();
  readonly #bySequence = new Map<number, Review>();
  /** By code's number: activities for which a reviewer ever accepted it. */
  readonly #accepted = new Map<number, Set<number>>();
  /** Sequences of all changes, ascending. */
  readonly #changedAt: number[] = [];
  /** By subject's number: 1 where there is any review; a scan asks here first. */
  readonly reviewed = new GrowingColumn(Uint8Array);

  constructor(codes: Dictionary, subjects: Dictionary) {
    this.#codes = codes;
    this.#subjects = subjects;
  }

  get bytes(): number {
    return this.reviewed.bytes;
  }

  apply({ sequence, ends, record, visibility }: LoggedChange<"REVIEW">): void {
    const ended = ends === null ? undefined : this.#bySequence.get(ends);
    if (ended !== undefined) ended.to = sequence;
    if (record !== null) this.#add(sequence, visibility === "PRIVATE", record);
    this.#changedAt.push(sequence);
  }

  hasAny(subject: number): boolean {
    return this.reviewed.array[subject] === 1;
  }

  /** Whether any decision was entered or taken back after one sequence, up to another. */
  changedBetween(after: number, upTo: number): boolean {
    return this.#changedAt.some((sequence) => after < sequence && sequence <= upTo);
  }

  /** Activities, by number, for which a reviewer ever accepted a code: the row alone doesn't tell that they count for it. */
  acceptedFor(code: number): readonly number[] {
    return [...(this.#accepted.get(code) ?? [])];
  }

  /** Assignments of a subject at a sequence: what its row carries, under the decisions in force. */
  resolve(subject: number, packed: Int32Array, sequence: number, privateToo: boolean): Assignment[] {
    return Array.from(this.resolvePacked(subject, packed, sequence, privateToo), ({ target, basis }) => ({
      code: this.#codes.text(target >>> ASSIGNMENT.bits),
      isLine: (target & ASSIGNMENT.line) !== 0,
      basis,
    }));
  }

  resolvePacked(
    subject: number,
    packed: Int32Array,
    sequence: number,
    privateToo: boolean,
  ): { readonly target: number; readonly basis: Assignment["basis"] }[] {
    const decisions = this.#inForce(subject, sequence, privateToo);
    const carried = Array.from(packed, (assignment) => ({
      target: assignment & ~ASSIGNMENT.suggested,
      basis: (assignment & ASSIGNMENT.suggested) === 0 ? ("DECLARED" as const) : ("SUGGESTED" as const),
    }));
    const declared = new Set(carried.filter(({ basis }) => basis === "DECLARED").map(({ target }) => target));
    const reviewed = decisions
      .filter(({ accepted, target }) => accepted && !declared.has(target))
      .map(({ target }) => ({ target, basis: "REVIEWED" as const }));
    const decided = new Set(decisions.map(({ target }) => target));
    return [...carried.filter(({ basis, target }) => basis === "DECLARED" || !decided.has(target)), ...reviewed];
  }

  /** The same for a scan: packed assignments without their bases. What is read is overwritten by the next one read. */
  readerAt(sequence: number, privateToo: boolean): PackedReader {
    let room = new Int32Array(64);
    return (subject, packed, from, to) => {
      const reviews = this.#bySubject.get(subject) ?? NONE;
      if (to - from + reviews.length > room.length) room = new Int32Array((to - from + reviews.length) * 2);
      let count = 0;
      for (let at = from; at < to; at += 1) {
        const assignment = packed[at] ?? 0;
        const target = assignment & ~ASSIGNMENT.suggested;
        const isOpen = target !== assignment;
        if (!isOpen || !reviews.some((review) => review.target === target && holds(review, sequence, privateToo)))
          room[count++] = assignment;
      }
      for (const review of reviews) if (review.accepted && holds(review, sequence, privateToo)) room[count++] = review.target;
      return room.subarray(0, count);
    };
  }

  #inForce(subject: number, sequence: number, privateToo: boolean): Review[] {
    return (this.#bySubject.get(subject) ?? NONE).filter((review) => holds(review, sequence, privateToo));
  }

  #add(sequence: number, hidden: boolean, { activity, item, actionLine, decision }: ReviewRecord): void {
    const subject = this.#subjects.intern(activity);
    const target = item === null ? pack(this.#codes.intern(actionLine), ASSIGNMENT.line) : pack(this.#codes.intern(item), 0);
    const review = { from: sequence, to: Number.POSITIVE_INFINITY, hidden, target, accepted: decision === "ACCEPTED" };
    const known = this.#bySubject.get(subject);
    if (known === undefined) this.#bySubject.set(subject, [review]);
    else known.push(review);
    this.#bySequence.set(sequence, review);
    if (review.accepted) this.#accept(target >>> ASSIGNMENT.bits, subject);
    while (this.reviewed.length <= subject) this.reviewed.push(0);
    this.reviewed.set(subject, 1);
  }

  #accept(code: number, subject: number): void {
    const known = this.#accepted.get(code);
    if (known === undefined) this.#accepted.set(code, new Set([subject]));
    else known.add(subject);
  }
}
