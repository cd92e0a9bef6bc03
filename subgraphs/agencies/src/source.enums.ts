import { graphEnum } from "@actionline/kit/graph-enum";
import type { Freshness as FreshnessName } from "@actionline/schema/freshness";
import type { HarvestOutcome as HarvestOutcomeName, SourceFormat as SourceFormatName } from "@actionline/schema/hub-records";

export const SourceFormat = graphEnum<SourceFormatName>("SourceFormat", "What a source's records are written in.", {
  IATI_2_03: "XML of the International Aid Transparency Initiative, version 2.03.",
  CONTRACT: "The hub's own contract: one JSON record a line.",
});

export const SourceMode = graphEnum<"HOSTED" | "MIRRORED">("SourceMode", "How an agency serves its data.", {
  HOSTED: "The agency runs its own subgraph.",
  MIRRORED: "The hub serves what it harvested from the agency's file or interface.",
});

export const Freshness = graphEnum<FreshnessName>(
  "Freshness",
  "How old a source's last good data is against the frequency that its agency declared.",
  {
    UP_TO_DATE: "Within the declared frequency, or none is declared.",
    DUE: "An update is due.",
    OVERDUE: "An update is overdue.",
    LAPSED: "So old that it is no evidence for the present, or nothing good was ever read.",
  },
);

export const HarvestOutcome = graphEnum<HarvestOutcomeName>("HarvestOutcome", "How a run over a source ended.", {
  SUCCEEDED: "All of it was read; what could be taken went in.",
  HELD: "What was new or changed went in; deletions wait until someone has asked the agency.",
  PARTIAL: "The reading broke off: what came before went in, and nothing was deleted.",
  FAILED: "Nothing could be read; the hub keeps what it had.",
  RUNNING: "A run is under way, or was cut short before it could end.",
});

export const IssueSeverity = graphEnum<"ERROR" | "WARNING">("IssueSeverity", "What an issue does to a record.", {
  ERROR: "The record was refused; what the hub held of it before stays.",
  WARNING: "The record went in; the issue says what was left out of it.",
});
