import { graphEnum } from "@actionline/kit/graph-enum";
import type { Freshness as FreshnessName } from "@actionline/schema/freshness";
import type { HarvestOutcome as HarvestOutcomeName, SourceFormat as SourceFormatName } from "@actionline/schema/hub-records";
import { FRESHNESS_SHOWN, HARVEST_OUTCOME_SHOWN, SOURCE_MODE_SHOWN } from "@actionline/schema/shared-enums";

export const SourceFormat = graphEnum<SourceFormatName>("SourceFormat", "What a source's records are written in.", {
  IATI_2_03: "XML of the International Aid Transparency Initiative, version 2.03.",
  CONTRACT: "The hub's own contract: one JSON record a line.",
  CSV: "A CSV file, read by a mapping of its columns.",
  JSON: "A JSON file, read by a mapping of its fields.",
});

export const SourceMode = graphEnum<"HOSTED" | "MIRRORED">(...SOURCE_MODE_SHOWN);

export const Freshness = graphEnum<FreshnessName>(...FRESHNESS_SHOWN);

export const HarvestOutcome = graphEnum<HarvestOutcomeName>(...HARVEST_OUTCOME_SHOWN);

export const IssueSeverity = graphEnum<"ERROR" | "WARNING">("IssueSeverity", "What an issue does to a record.", {
  ERROR: "The record was refused; what the hub held of it before stays.",
  WARNING: "The record went in; the issue says what was left out of it.",
});
