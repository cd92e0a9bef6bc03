import type { RequestContext } from "@actionline/kit/request-context";
import type { Db } from "mongodb";
import { ActivitiesOfBudgets } from "./activities-of-budgets";
import { BudgetRepository } from "./budget.repository";

/** What this subgraph's resolvers may use in one request. */
export interface BudgetsContext {
  readonly request: RequestContext;
  readonly budgets: BudgetRepository;
  readonly activities: ActivitiesOfBudgets;
}

/** Repositories of one request: what they have read is read at its point of the log. */
export function budgetsContext(db: Db, request: RequestContext): BudgetsContext {
  const activities = new ActivitiesOfBudgets(db, request);
  return { request, activities, budgets: new BudgetRepository(db, request, activities) };
}
