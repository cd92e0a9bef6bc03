import type { Freshness } from "./freshness";
import type { HarvestOutcome, SourceRecord } from "./hub-records";
import type { FacilitatorRole, PlaceLevel } from "./reference-records";

/** An enum as the graph shows it: its name, what it is, and what each value means, for a desk officer. */
export type ShownEnum<Value extends string> = readonly [name: string, description: string, meanings: Readonly<Record<Value, string>>];

// An enum that several subgraphs show must say the same in each of them; so it says it here, once.

export const FRESHNESS_SHOWN: ShownEnum<Freshness> = [
  "Freshness",
  "How old a source's last good data is against the frequency that its agency declared.",
  {
    UP_TO_DATE: "Within the declared frequency, or none is declared.",
    DUE: "An update is due.",
    OVERDUE: "An update is overdue.",
    LAPSED: "So old that it is no evidence for the present, or nothing good was ever read.",
  },
];

export const HARVEST_OUTCOME_SHOWN: ShownEnum<HarvestOutcome> = [
  "HarvestOutcome",
  "How a run over a source ended.",
  {
    SUCCEEDED: "All of it was read; what could be taken went in.",
    HELD: "What was new or changed went in; deletions wait until someone has asked the agency.",
    PARTIAL: "The reading broke off: what came before went in, and nothing was deleted.",
    FAILED: "Nothing could be read; the hub keeps what it had.",
    RUNNING: "A run is under way, or was cut short before it could end.",
  },
];

export const SOURCE_MODE_SHOWN: ShownEnum<SourceRecord["mode"]> = [
  "SourceMode",
  "How an agency serves its data.",
  {
    HOSTED: "The agency runs its own subgraph.",
    MIRRORED: "The hub serves what it harvested from the agency's file or interface.",
  },
];

export const FACILITATOR_ROLE_SHOWN: ShownEnum<FacilitatorRole> = [
  "FacilitatorRole",
  "What an organization does in facilitating an action line.",
  {
    LEAD_FACILITATOR: "It leads the facilitation, with others beside it.",
    SOLE_FACILITATOR: "It facilitates alone.",
    JOINT_FACILITATOR: "It facilitates together with others of the same rank.",
    CO_FACILITATOR: "It assists the lead.",
    INTERIM_FOCAL_POINT: "It stood in until facilitators were named.",
  },
];

export const PLACE_LEVEL_SHOWN: ShownEnum<PlaceLevel> = [
  "PlaceLevel",
  "How large a place is, by the UN's M49 standard.",
  {
    GLOBAL: "The whole world.",
    REGION: "A region, such as Africa.",
    SUBREGION: "A part of a region, such as Sub-Saharan Africa or Southern Asia.",
    INTERMEDIATE_REGION: "A part of a sub-region that M49 divides further, such as Eastern Africa.",
    COUNTRY: "A country or area.",
  },
];
