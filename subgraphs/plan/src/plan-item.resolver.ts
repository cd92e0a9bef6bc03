import { type Connection, connect } from "@actionline/kit/connection";
import { AsOfArguments } from "@actionline/kit/list-arguments";
import type { PlanItemRecord } from "@actionline/schema/reference-records";
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { ActionLine } from "./action-line";
import type { PlanContext } from "./context";
import { Instrument } from "./instrument";
import { PlanItem } from "./plan-item";
import { PlanItemConnection, PlanItemSearch } from "./plan-item.search";

/** What the graph can be asked about plan items. */
@Resolver(() => PlanItem)
export class PlanItemResolver {
  @Query(() => PlanItemConnection, { description: "Items of the plans, in the order of their instruments and paragraphs." })
  async planItems(
    @Args(() => PlanItemSearch) search: PlanItemSearch,
    @Ctx() { planItems, request }: PlanContext,
  ): Promise<Connection<PlanItem>> {
    return connect(await planItems.search(search), request);
  }

  @Query(() => PlanItem, { nullable: true, description: "One plan item, or null where no plan has one of that id." })
  planItem(
    @Arg("id", () => ID, { description: "The item's id, such as GPA-18a." }) id: string,
    @Args(() => AsOfArguments) _at: AsOfArguments,
    @Ctx() { planItems }: PlanContext,
  ): Promise<PlanItem | null> {
    return planItems.byId(id);
  }

  @FieldResolver(() => Instrument, { nullable: true, description: "The text that it is part of; null where that isn't known." })
  async instrument(@Root() { instrument }: PlanItemRecord, @Ctx() { instruments }: PlanContext): Promise<Instrument | null> {
    return instrument === null ? null : instruments.byId(instrument);
  }

  @FieldResolver(() => ActionLine, {
    nullable: true,
    description: "The line or sub-line that it belongs to; null where it belongs to none.",
  })
  actionLine(@Root() { actionLine }: PlanItemRecord, @Ctx() { actionLines }: PlanContext): Promise<ActionLine | null> {
    return actionLines.byCode(actionLine);
  }

  @FieldResolver(() => PlanItem, { nullable: true, description: "The item that this one stands under; null at the top." })
  parent(@Root() { parent }: PlanItemRecord, @Ctx() { planItems }: PlanContext): Promise<PlanItem | null> {
    return planItems.byId(parent);
  }

  @FieldResolver(() => [PlanItem], { description: "The items directly under this one, in the plan's order." })
  children(@Root() { id }: PlanItemRecord, @Ctx() { planItems }: PlanContext): Promise<PlanItem[]> {
    return planItems.childrenOf(id);
  }

  @FieldResolver(() => PlanItem, {
    nullable: true,
    description: "The item whose text this one repeats. What both ask for is the plan's own repetition and no agency's duplication.",
  })
  nearDuplicateOf(@Root() { nearDuplicateOf }: PlanItemRecord, @Ctx() { planItems }: PlanContext): Promise<PlanItem | null> {
    return planItems.byId(nearDuplicateOf);
  }
}

/** Answers the gateway when another subgraph refers to a plan item by id. */
export function resolvePlanItem({ id }: { readonly id: string }, { planItems }: PlanContext): Promise<PlanItem | null> {
  return planItems.byId(id);
}
