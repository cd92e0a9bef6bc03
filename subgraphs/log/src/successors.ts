import { hubError } from "@actionline/kit/hub-error";
import type { Read } from "./last-versions";
import { followSteps, MOST_FOLLOWED, type Step } from "./succession";

/** A record that another one went into, as it stands at the request's point. */
export interface Successor extends Step {
  /** Whether the hub holds it at the request's point: it may have gone on in its turn, or never have come. */
  readonly holds: boolean;
}

/** What a record went into, and what that went into in its turn, nearest first; nothing where it holds, was deleted or never was. */
export async function successorsOf(read: Read, id: string): Promise<readonly Successor[]> {
  const { steps, holding } = await followSteps(read, [id]);
  const found = new Map<string, Step>();
  // A circle of records that went into one another ends where it began.
  for (let asked = [id]; asked.length > 0; ) {
    const next = asked.flatMap((of) => steps.get(of) ?? []).filter((step) => step.id !== id && !found.has(step.id));
    for (const step of next) if (!found.has(step.id) && found.size < MOST_FOLLOWED) found.set(step.id, step);
    asked = [...new Set(next.map((step) => step.id))].filter((each) => found.has(each));
  }
  return [...found.values()].map((step) => ({ ...step, holds: holding.has(step.id) }));
}

/** Null for a record that isn't there; where it was merged or split, an error that says what to ask for in its place. */
export async function refuseSucceeded(read: Read, id: string): Promise<null> {
  const successors = await successorsOf(read, id);
  const first = successors[0];
  if (first === undefined) return null;
  const ids = (successors.some(({ holds }) => holds) ? successors.filter(({ holds }) => holds) : successors).map((each) => each.id);
  const how = first.how === "MERGED" ? "merged into another record" : "split into others";
  const message = `${id} was ${how} on ${first.at.toISOString().slice(0, 10)}: ask for ${ids.slice(0, 5).join(", ")}. See trace for the whole way.`;
  throw hubError("RECORD_SUCCEEDED", message, { record: id, successors: ids });
}
