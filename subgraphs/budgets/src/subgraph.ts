import { buildSubgraph } from "@actionline/kit/build-subgraph";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { Db } from "mongodb";
import { ActivityBudgetsResolver } from "./activity-budgets.resolver";
import { BudgetResolver, resolveBudget } from "./budget.resolver";
import { budgetsContext } from "./context";

/** The subgraph of the budgets that records carry, as reported: not yet added up across agencies. */
export async function buildBudgetsSubgraph(db: Db): Promise<Subgraph> {
  const { schema, sdl } = await buildSubgraph({ resolvers: [BudgetResolver, ActivityBudgetsResolver] }, { Budget: resolveBudget });
  return { name: "budgets", schema, sdl, context: (request: RequestContext) => budgetsContext(db, request) };
}
