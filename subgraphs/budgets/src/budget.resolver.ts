import { type Connection, connect } from "@actionline/kit/connection";
import { AsOfArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { ActivityReference } from "./activity.reference";
import { AgencyReference } from "./agency.reference";
import { Budget, type BudgetVersion } from "./budget";
import { BudgetConnection, BudgetSearch } from "./budget.search";
import { BudgetParty, partyOf, reportingParty } from "./budget-party";
import type { BudgetsContext } from "./context";
import { PlanItemReference } from "./plan-item.reference";
import { SourceReference } from "./source.reference";

/** What the graph can be asked about budgets. */
@Resolver(() => Budget)
export class BudgetResolver {
  @Query(() => BudgetConnection, {
    description: "The amounts that records carry, in the order of their ids, as reported: not added up across agencies, nothing converted.",
  })
  async budgets(@Args(() => BudgetSearch) search: BudgetSearch, @Ctx() { budgets, request }: BudgetsContext): Promise<Connection<Budget>> {
    return connect(await budgets.search(search), request);
  }

  @Query(() => Budget, {
    nullable: true,
    description: "One amount, or null where the hub holds none of that id; where it was merged or split, an error that says into what.",
  })
  budget(
    @Arg("id", () => ID, { description: "The budget's id: the agency's short name, a colon, and the agency's own id." }) id: string,
    @Args(() => AsOfArguments) _at: AsOfArguments,
    @Ctx() { budgets }: BudgetsContext,
  ): Promise<Budget | null> {
    return budgets.asked(id);
  }

  @FieldResolver(() => ID, { nullable: true, description: "The id of the activity that it is for, as its publisher gives it." })
  activityId(@Root() { activity }: BudgetVersion): string | null {
    return activity ?? null;
  }

  @FieldResolver(() => ActivityReference, {
    nullable: true,
    description:
      "The activity that it is for, or the one that this was merged into; null where it is for none, for one the hub doesn't hold, or for one that was split.",
  })
  async activity(@Root() { activity }: BudgetVersion, @Ctx() { activities }: BudgetsContext): Promise<ActivityReference | null> {
    const id = activity === undefined ? null : await activities.activity(activity);
    return id === null ? null : { id };
  }

  @FieldResolver(() => [ActivityReference], {
    description:
      "What the activity that it is for went into where its agency merged or split it, as far as the hub holds it; at most 20, empty where the hub holds the activity itself. Of a split the amount is for all of them together.",
  })
  async activitySuccessors(@Root() { activity }: BudgetVersion, @Ctx() { activities }: BudgetsContext): Promise<ActivityReference[]> {
    const ids = activity === undefined ? [] : await activities.successors(activity);
    return ids.map((id) => ({ id }));
  }

  @FieldResolver(() => PlanItemReference, {
    nullable: true,
    description: "The plan item that its publisher puts it to; null where it names none.",
  })
  item(@Root() { item }: BudgetVersion): PlanItemReference | null {
    return item === undefined ? null : { id: item };
  }

  @FieldResolver(() => BudgetParty, { description: "Who reports it." })
  reporter(@Root() { reporter }: BudgetVersion): BudgetParty {
    return reportingParty(reporter);
  }

  @FieldResolver(() => BudgetParty, { nullable: true, description: "Who gives it; null where the publisher names nobody." })
  provider(@Root() { provider }: BudgetVersion): BudgetParty | null {
    return partyOf(provider);
  }

  @FieldResolver(() => BudgetParty, { nullable: true, description: "Who receives it; null where the publisher names nobody." })
  receiver(@Root() { receiver }: BudgetVersion): BudgetParty | null {
    return partyOf(receiver);
  }

  @FieldResolver(() => AgencyReference, { nullable: true, description: "The agency that reported it to the hub." })
  agency(@Root() { agency }: BudgetVersion): AgencyReference {
    return { id: agency };
  }

  @FieldResolver(() => SourceReference, { nullable: true, description: "The source that it came by." })
  source(@Root() { source }: BudgetVersion): SourceReference {
    return { id: source };
  }
}

/** Answers the gateway when another subgraph refers to a budget by id. */
export function resolveBudget({ id }: { readonly id: string }, { budgets }: BudgetsContext): Promise<Budget | null> {
  return budgets.byId(id);
}
