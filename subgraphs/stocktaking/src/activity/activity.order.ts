import { graphEnum } from "@actionline/kit/graph-enum";
import { Field, InputType } from "type-graphql";

export type ActivityOrderFieldName = "CHANGED" | "START" | "END" | "ID";
export type OrderDirectionName = "ASCENDING" | "DESCENDING";

export const ActivityOrderField = graphEnum<ActivityOrderFieldName>("ActivityOrderField", "By what a list of activities is ordered.", {
  CHANGED: "When the hub took in the version that is shown.",
  START: "First day of the work; those without one come last.",
  END: "Last day of the work; those still open come last.",
  ID: "The activity's id, character by character.",
});

export const OrderDirection = graphEnum<OrderDirectionName>("OrderDirection", "Which end of an order comes first.", {
  ASCENDING: "Smallest or earliest first.",
  DESCENDING: "Largest or latest first.",
});

@InputType({ description: "How a list of activities is ordered; equal ones by the version that came in later." })
export class ActivityOrder {
  @Field(() => ActivityOrderField, { description: "By what." })
  field!: ActivityOrderFieldName;

  @Field(() => OrderDirection, { defaultValue: "DESCENDING", description: "Which end comes first." })
  direction!: OrderDirectionName;
}
