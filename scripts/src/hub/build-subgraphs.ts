import { buildAgenciesSubgraph } from "@actionline/agencies/subgraph";
import { buildBudgetsSubgraph } from "@actionline/budgets/subgraph";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { Appender } from "@actionline/log/appender";
import { buildPlanSubgraph } from "@actionline/plan/subgraph";
import { buildStakeholdersSubgraph } from "@actionline/stakeholders/subgraph";
import type { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import { buildStocktakingSubgraph } from "@actionline/stocktaking/subgraph";
import { buildTeamsSubgraph } from "@actionline/teams/subgraph";
import type { Db } from "mongodb";

export interface SubgraphParts {
  /** The database as a subgraph reads it; a recorder gives each subgraph a connection of its own. */
  readonly databaseOf: (subgraph: string) => Db;
  readonly index: StocktakingIndex;
  readonly appender: Appender;
  readonly clock: () => Date;
}

/** The hub's own subgraphs, listed by hand. */
export function buildSubgraphs({ databaseOf, index, appender, clock }: SubgraphParts): Promise<Subgraph[]> {
  return Promise.all([
    buildPlanSubgraph(databaseOf("plan")),
    buildStakeholdersSubgraph(databaseOf("stakeholders")),
    buildTeamsSubgraph(databaseOf("teams")),
    buildStocktakingSubgraph(databaseOf("stocktaking"), { index, appender, clock }),
    buildBudgetsSubgraph(databaseOf("budgets")),
    buildAgenciesSubgraph(databaseOf("agencies")),
  ]);
}
