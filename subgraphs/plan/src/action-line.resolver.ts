import { AsOfArguments } from "@actionline/kit/list-arguments";
import type { ActionLineRecord } from "@actionline/schema/reference-records";
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { ActionLine } from "./action-line";
import type { PlanContext } from "./context";
import { PlanItem } from "./plan-item";

/** What the graph can be asked about action lines. */
@Resolver(() => ActionLine)
export class ActionLineResolver {
  @Query(() => [ActionLine], { description: "The action lines in the plan's order, C7 followed by its sub-lines." })
  actionLines(@Args(() => AsOfArguments) _at: AsOfArguments, @Ctx() { actionLines }: PlanContext): Promise<ActionLine[]> {
    return actionLines.all();
  }

  @Query(() => ActionLine, { nullable: true, description: "One action line or sub-line, or null where the plan has none of that code." })
  actionLine(
    @Arg("code", () => ID, { description: "The line's code, such as C7-eHealth." }) code: string,
    @Args(() => AsOfArguments) _at: AsOfArguments,
    @Ctx() { actionLines }: PlanContext,
  ): Promise<ActionLine | null> {
    return actionLines.byCode(code);
  }

  @FieldResolver(() => ActionLine, { nullable: true, description: "The line that this is a sub-line of; null for C1 to C11." })
  parent(@Root() { parent }: ActionLineRecord, @Ctx() { actionLines }: PlanContext): Promise<ActionLine | null> {
    return actionLines.byCode(parent);
  }

  @FieldResolver(() => [ActionLine], { description: "Its sub-lines: the eight applications for C7, none for the others." })
  subLines(@Root() { id }: ActionLineRecord, @Ctx() { actionLines }: PlanContext): Promise<ActionLine[]> {
    return actionLines.subLinesOf(id);
  }

  @FieldResolver(() => [PlanItem], { description: "Its items, in the plan's order. Items of sub-lines stand at the sub-lines." })
  items(@Root() { id }: ActionLineRecord, @Ctx() { planItems }: PlanContext): Promise<PlanItem[]> {
    return planItems.ofActionLine(id);
  }
}

/** Answers the gateway when another subgraph refers to an action line by code. */
export function resolveActionLine({ code }: { readonly code: string }, { actionLines }: PlanContext): Promise<ActionLine | null> {
  return actionLines.byCode(code);
}
