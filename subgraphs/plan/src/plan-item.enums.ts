import { graphEnum } from "@actionline/kit/graph-enum";
import type { ItemNature as ItemNatureName, PlanItemRecord } from "@actionline/schema/reference-records";
import {
  STAKEHOLDER_TYPE_DESCRIPTION,
  STAKEHOLDER_TYPE_MEANINGS,
  type StakeholderType as StakeholderTypeName,
} from "@actionline/schema/stakeholder-type";

export const ItemNature = graphEnum<ItemNatureName>(
  "ItemNature",
  "What an item of a plan is. Only actions and targets are ever expected of anybody.",
  {
    ACTION: "It asks somebody to do something.",
    TARGET: "It sets a target to reach.",
    PROCEDURAL: "It is about the follow-up itself, such as who reports to whom.",
    CHAPEAU: "It introduces other items.",
    EXTERNAL: "It isn't in the plan's text, and is kept because others cite it.",
  },
);

export type ItemLevelName = NonNullable<PlanItemRecord["level"]>;

export const ItemLevel = graphEnum<ItemLevelName>("ItemLevel", "The level at which an item asks for work.", {
  NATIONAL: "In each country.",
  REGIONAL: "In each region.",
});

export const StakeholderType = graphEnum<StakeholderTypeName>("StakeholderType", STAKEHOLDER_TYPE_DESCRIPTION, STAKEHOLDER_TYPE_MEANINGS);
