import { graphEnum } from "@actionline/kit/graph-enum";

export const EVENT_KINDS = [
  "CELL_OMITTED",
  "GAP_CONFIRMED",
  "OVERLAP_CONFIRMED",
  "SOURCE_FAILED",
  "SOURCE_RECOVERED",
  "FINDING_NOTIFIED",
  "FINDING_REPLIED",
  "FINDING_DECIDED",
  "SUBGRAPH_DRIFTED",
  "SUBGRAPH_QUARANTINED",
  "SUBGRAPH_PUT_BACK",
  "DELIVERY_FAILED",
] as const;
export type EventKindName = (typeof EVENT_KINDS)[number];

/** Kinds that a watch can ask for; the others go to those whom they are about. */
export const WATCHED_KINDS = ["CELL_OMITTED", "GAP_CONFIRMED", "OVERLAP_CONFIRMED", "SOURCE_FAILED", "SOURCE_RECOVERED"] as const;
export type WatchedKindName = (typeof WATCHED_KINDS)[number];

const MEANINGS: Readonly<Record<EventKindName, string>> = {
  CELL_OMITTED: "A possible gap: everyone who answers for a cell says that their reporting is complete, and nothing is reported.",
  GAP_CONFIRMED: "A person confirmed a finding that nothing, or nothing by a type of stakeholder, was done in a cell.",
  OVERLAP_CONFIRMED: "Two records were confirmed to tell of one activity, or a person confirmed that two activities overlap.",
  SOURCE_FAILED:
    "A source of an agency that answers for cells of the slice failed or has lapsed: what the hub says of them may be out of date. It says nothing about the world.",
  SOURCE_RECOVERED: "A source that had failed or lapsed was read well again.",
  FINDING_NOTIFIED: "A finding was sent to those it is about; their replies are awaited.",
  FINDING_REPLIED: "Somebody whom a finding is about replied to it.",
  FINDING_DECIDED: "A finding was confirmed or refuted by a person.",
  SUBGRAPH_DRIFTED:
    "An agency's own server serves another schema than the agency published; what differs is answered by the hub's mirror, or is null.",
  SUBGRAPH_QUARANTINED:
    "An agency's own server answered against its contract several times: the hub's mirror answers in its place for a while.",
  SUBGRAPH_PUT_BACK: "What an agency published doesn't fit into the graph any more: an earlier text of its is served, or none.",
  DELIVERY_FAILED: "Notices couldn't be delivered for a day, and the hub gave them up; they stand here all the same.",
};

export const EventKind = graphEnum<EventKindName>("NoticeKind", "What happened.", MEANINGS);

const OF_WATCHES = Object.fromEntries(WATCHED_KINDS.map((kind) => [kind, MEANINGS[kind]])) as Record<WatchedKindName, string>;

export const WatchedKind = graphEnum<WatchedKindName>("WatchedKind", "What a watch tells of.", OF_WATCHES);
