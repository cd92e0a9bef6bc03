import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { PageArguments } from "@actionline/kit/list-arguments";
import type { ItemNature as ItemNatureName } from "@actionline/schema/reference-records";
import { ArgsType, Field, ID, InputType, ObjectType } from "type-graphql";
import { PlanItem } from "./plan-item";
import { ItemNature } from "./plan-item.enums";

@InputType({ description: "Which plan items to give: those that meet everything given. An empty list matches nothing." })
export class PlanItemFilter {
  @Field(() => [ID], { nullable: true, description: "Items of these action lines; C7 means its sub-lines too." })
  actionLines?: readonly string[] | null;

  @Field(() => [ItemNature], { nullable: true, description: "Items of these natures." })
  natures?: readonly ItemNatureName[] | null;

  @Field(() => [ID], { nullable: true, description: "Items of these instruments, such as GPA-2003." })
  instruments?: readonly string[] | null;

  @Field(() => String, { nullable: true, description: "Items whose id or title has each of these words, in capitals or not." })
  text?: string | null;

  @Field(() => [ID], { nullable: true, description: "These items." })
  ids?: readonly string[] | null;
}

@ArgsType()
export class PlanItemSearch extends PageArguments {
  @Field(() => PlanItemFilter, { nullable: true, description: "Which items; left out, all of them." })
  filter?: PlanItemFilter | null;
}

@ObjectType({ description: "A plan item and its place in the list." })
export class PlanItemEdge extends edgeOf(PlanItem) {}

@ObjectType({ description: "Plan items, a page at a time, in the order of their instruments and paragraphs." })
export class PlanItemConnection extends connectionOf(PlanItem, PlanItemEdge) {}
