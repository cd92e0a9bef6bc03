import { type Connection, connect } from "@actionline/kit/connection";
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { ActivityReference } from "./activity.reference";
import type { Budget } from "./budget";
import { BudgetConnection } from "./budget.search";
import type { BudgetsContext } from "./context";

/** What this subgraph adds to stocktaking's activities. */
@Resolver(() => ActivityReference)
export class ActivityBudgetsResolver {
  // Nullable, since a failure here must not take the activity with it.
  @FieldResolver(() => BudgetConnection, {
    nullable: true,
    description:
      "The amounts reported for the activity, or for one that was merged into it, in the order of their ids. To read on, give the cursor to budgets(filter: { activities: … }, after: …).",
  })
  async budgets(
    @Root() { id }: ActivityReference,
    @Arg("first", () => Int, { nullable: true, description: "How many to give for each activity, 1 to 200; 50 where it is left out." })
    first: number | null | undefined,
    @Ctx() { budgets, request }: BudgetsContext,
  ): Promise<Connection<Budget>> {
    return connect(await budgets.ofActivity(id, first), request);
  }
}
