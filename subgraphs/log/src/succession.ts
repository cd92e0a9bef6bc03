import { logEntries } from "./collections";
import { type LastVersion, lastVersions, type Read, visibleTo } from "./last-versions";

/** That a record was merged into another one, or split into it and others. */
export interface Step {
  /** What it went into. */
  readonly id: string;
  /** The record that went into it. */
  readonly of: string;
  /** By the contract a record is merged into exactly one other, and split into two or more. */
  readonly how: "MERGED" | "SPLIT";
  /** When, and at which sequence of the log. */
  readonly at: Date;
  readonly sequence: number;
}

/** Where some records went. */
export interface Succession {
  /** By the record that went on: what it went into, in the order in which it is told. */
  readonly steps: ReadonlyMap<string, readonly Step[]>;
  /** Those on the way that the hub holds at the request's point. */
  readonly holding: ReadonlySet<string>;
}

/** Successors that are followed from one record. */
export const MOST_FOLLOWED = 100;

/** Follows records where they went, whole ways of many at once: each step of all of them is one look. */
export async function followSteps(read: Read, ids: readonly string[]): Promise<Succession> {
  const steps = new Map<string, Step[]>();
  const holding = new Set<string>();
  const most = new Set(ids).size + MOST_FOLLOWED * ids.length;
  for (let asked = [...new Set(ids)]; asked.length > 0; ) {
    for (const id of asked) steps.set(id, []);
    const last = await lastVersions(read, asked);
    for (const { _id, to, redacted } of last) if (!redacted && to > read.request.asOf.sequence) holding.add(_id);
    const found = await stepsFrom(read, last);
    for (const step of found) steps.get(step.of)?.push(step);
    const next = new Set(found.map(({ id }) => id).filter((id) => !steps.has(id)));
    asked = [...next].slice(0, Math.max(0, most - steps.size));
  }
  return { steps, holding };
}

/** The ends among these that tell what the record went into, in the order in which they were entered. */
async function stepsFrom({ db, request }: Read, last: readonly LastVersion[]): Promise<Step[]> {
  const ends = last.map(({ to }) => to).filter((to) => to <= request.asOf.sequence);
  if (ends.length === 0) return [];
  const entries = await logEntries(db)
    .find({ _id: { $in: ends }, operation: "DELETE", ...visibleTo(request) })
    .sort({ _id: 1 })
    .toArray();
  return entries.flatMap(({ _id: sequence, subject, at, into = [] }) => {
    const how = into.length === 1 ? "MERGED" : "SPLIT";
    return into.map((id) => ({ id, of: subject, how, at, sequence }) as const);
  });
}
