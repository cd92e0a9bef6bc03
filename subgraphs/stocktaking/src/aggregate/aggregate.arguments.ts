import { graphEnum } from "@actionline/kit/graph-enum";
import { PageArguments } from "@actionline/kit/list-arguments";
import { ArgsType, Field, InputType, Int } from "type-graphql";
import { ActivityFilter } from "../activity/activity.filter";
import { OrderDirection, type OrderDirectionName } from "../activity/activity.order";
import { Dedupe, type DedupeName } from "../dedupe";
import { ActivityDimension, type ActivityDimensionName } from "./activity-dimension";

export type AggregateOrderFieldName = "COUNT" | "KEY";

export const AggregateOrderField = graphEnum<AggregateOrderFieldName>("AggregateOrderField", "By what groups are ordered.", {
  COUNT: "By how many activities they have; equal ones by their keys.",
  KEY: "By their keys, one dimension after the other.",
});

@InputType({ description: "How groups are ordered." })
export class AggregateOrder {
  @Field(() => AggregateOrderField, { description: "By what." })
  field!: AggregateOrderFieldName;

  @Field(() => OrderDirection, { defaultValue: "DESCENDING", description: "Which end comes first." })
  direction!: OrderDirectionName;
}

@InputType({ description: "Which groups are listed, by how many activities they have." })
export class AggregateHaving {
  @Field(() => Int, { nullable: true, description: "Only groups with at least as many." })
  atLeast?: number | null;

  @Field(() => Int, { nullable: true, description: "Only groups with at most as many." })
  atMost?: number | null;
}

@ArgsType()
export class AggregateArguments extends PageArguments {
  @Field(() => ActivityFilter, { nullable: true, description: "Which activities are counted; all where it is left out." })
  filter?: ActivityFilter | null;

  @Field(() => [ActivityDimension], { description: "By what they are grouped: one to three dimensions." })
  groupBy!: ActivityDimensionName[];

  @Field(() => AggregateHaving, { nullable: true, description: "Which groups are listed." })
  having?: AggregateHaving | null;

  @Field(() => AggregateOrder, { nullable: true, description: "In which order; the largest first where it is left out." })
  orderBy?: AggregateOrder | null;

  @Field(() => Dedupe, {
    nullable: true,
    description:
      "Which of the three counts having and the order go by, and the filters of the groups list; CONFIRMED where it is left out.",
  })
  dedupe?: DedupeName | null;
}
