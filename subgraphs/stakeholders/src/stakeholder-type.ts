import { graphEnum } from "@actionline/kit/graph-enum";
import {
  STAKEHOLDER_TYPE_DESCRIPTION,
  STAKEHOLDER_TYPE_MEANINGS,
  type StakeholderType as StakeholderTypeName,
} from "@actionline/schema/stakeholder-type";

export const StakeholderType = graphEnum<StakeholderTypeName>("StakeholderType", STAKEHOLDER_TYPE_DESCRIPTION, STAKEHOLDER_TYPE_MEANINGS);
