import { graphEnum } from "@actionline/kit/graph-enum";
import type { PlaceLevel as PlaceLevelName } from "@actionline/schema/reference-records";
import { PLACE_LEVEL_SHOWN } from "@actionline/schema/shared-enums";
import {
  STAKEHOLDER_TYPE_DESCRIPTION,
  STAKEHOLDER_TYPE_MEANINGS,
  type StakeholderType as StakeholderTypeName,
} from "@actionline/schema/stakeholder-type";

export const PlaceLevel = graphEnum<PlaceLevelName>(...PLACE_LEVEL_SHOWN);
export const StakeholderType = graphEnum<StakeholderTypeName>("StakeholderType", STAKEHOLDER_TYPE_DESCRIPTION, STAKEHOLDER_TYPE_MEANINGS);
