import { PageArguments } from "@actionline/kit/list-arguments";
import { ArgsType, Field, ID, Int } from "type-graphql";
import { OverlapLevel, type OverlapLevelName } from "./overlap.enums";

@ArgsType()
export class OverlapsInArguments extends PageArguments {
  @Field(() => ID, { description: "The plan item, with all items below it." })
  item!: string;

  @Field(() => ID, { description: "The country or region, with all that lies in it." })
  place!: string;

  @Field(() => Int, { description: "The calendar year." })
  year!: number;

  @Field(() => [OverlapLevel], {
    nullable: true,
    description: "Levels: L1, L2, and L3 as far as you may see it, which is told as L2 otherwise; L2 and L3 where left out.",
  })
  levels?: OverlapLevelName[] | null;
}
