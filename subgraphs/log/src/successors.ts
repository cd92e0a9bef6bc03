import { may } from "@actionline/kit/access";
import { hubError } from "@actionline/kit/hub-error";
import type { RequestContext } from "@actionline/kit/request-context";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { Db } from "mongodb";
import { logEntries, versionsOf } from "./collections";

/** A record that another one went into when it was merged or split. */
export interface Successor {
  readonly id: string;
  /** The record that went into it. */
  readonly of: string;
  readonly how: "MERGED" | "SPLIT";
  /** When, and at which sequence of the log. */
  readonly at: Date;
  readonly sequence: number;
  /** Whether the hub holds it at the request's point: it may have gone on in its turn, or never have come. */
  readonly holds: boolean;
}

/** Records of one kind, at the point and within the visibility of one request. */
export interface Read {
  readonly db: Db;
  readonly kind: EntryKind;
  readonly request: RequestContext;
}

interface LastVersion {
  readonly _id: string;
  readonly to: number;
  readonly redacted: boolean;
}

const MOST = 100;

/** What a record went into, and what that went into in its turn, nearest first; nothing where it holds, was deleted or never was. */
export async function successorsOf(read: Read, id: string): Promise<readonly Successor[]> {
  const found = new Map<string, Omit<Successor, "holds">>();
  const holding = new Set<string>();
  // A circle of records that went into one another ends where it began.
  for (let asked = [id]; asked.length > 0; ) {
    const last = await lastVersions(read, asked);
    for (const { _id, to, redacted } of last) if (!redacted && to > read.request.asOf.sequence) holding.add(_id);
    const next = (await stepsFrom(read, last)).filter((step) => step.id !== id && !found.has(step.id)).slice(0, MOST - found.size);
    for (const step of next) if (!found.has(step.id)) found.set(step.id, step);
    asked = [...new Set(next.map((step) => step.id))];
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

async function lastVersions({ db, kind, request }: Read, subjects: readonly string[]): Promise<LastVersion[]> {
  const begun = { subject: { $in: [...subjects] }, from: { $lte: request.asOf.sequence }, ...visibleTo(request) };
  return versionsOf(db, kind)
    .aggregate<LastVersion>([
      { $match: begun },
      { $sort: { subject: 1, to: -1 } },
      { $group: { _id: "$subject", to: { $first: "$to" }, redacted: { $first: { $eq: ["$record", null] } } } },
    ])
    .toArray();
}

/** The ends among these that tell what the record went into, in the order in which they were entered. */
async function stepsFrom({ db, request }: Read, last: readonly LastVersion[]): Promise<Omit<Successor, "holds">[]> {
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

const visibleTo = ({ principal }: RequestContext): { readonly visibility?: "PUBLIC" } =>
  may(principal, "readPrivate") ? {} : { visibility: "PUBLIC" };
