import type { ActivityRecord } from "@actionline/schema/contract/records";
import { type AgencyId, referenceTo } from "./cast";

/** What a planted or everyday activity states; the rest of the record follows from it. */
export interface ActivityDraft extends Partial<Omit<ActivityRecord, "kind" | "id" | "title" | "reporter">> {
  readonly agency: AgencyId;
  /** The agency's own id. */
  readonly raw: string;
  readonly titles: ActivityRecord["title"];
  readonly activityKind: ActivityRecord["activityKind"];
  readonly period: ActivityRecord["period"];
}

/** A whole activity from its draft: led by the agency that reports it where nothing else is said, and completed. */
export function activityFrom(draft: ActivityDraft): ActivityRecord {
  const { agency, raw, titles, ...stated } = draft;
  const self = referenceTo(agency);
  return {
    kind: "ACTIVITY",
    id: `${agency}:${raw}`,
    title: titles,
    status: "COMPLETED",
    reporter: self,
    participants: [{ role: "LEAD", organisation: self }],
    sourceUrl: `https://${agency}.example/activities/${encodeURIComponent(raw)}`,
    ...stated,
  };
}

/** A title in English alone. */
export function inEnglish(text: string): ActivityRecord["title"] {
  return [{ language: "en", text }];
}
