import { createHash } from "node:crypto";
import type { FindingKind } from "@actionline/schema/coordination-records";

/** What a finding is about: with its kind, what tells it from every other one. */
export type FindingSubject = readonly [kind: FindingKind, ...about: (string | number | null)[]];

/** The same for the same subject, whoever drafts it and whenever. Its parts may hold any character, so they are hashed as a list. */
export function findingId(subject: FindingSubject): string {
  return `finding-${createHash("sha256").update(JSON.stringify(subject)).digest("hex").slice(0, 24)}`;
}

/** The id of the n-th time that the same was found: what was resolved keeps its own record, and what comes back is another finding. */
export const occurrenceId = (base: string, occurrence: number): string => (occurrence === 1 ? base : `${base}-${occurrence}`);

/** An id taken apart again. */
export function occurrenceOf(id: string): { readonly base: string; readonly occurrence: number } {
  const [, base, number] = /^(finding-[0-9a-f]{24})(?:-(\d+))?$/.exec(id) ?? [];
  return { base: base ?? id, occurrence: number === undefined ? 1 : Number(number) };
}
