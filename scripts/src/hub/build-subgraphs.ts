import { buildAgenciesSubgraph } from "@actionline/agencies/subgraph";
import { buildBudgetsSubgraph } from "@actionline/budgets/subgraph";
import type { FindingIndex } from "@actionline/findings/finding-index";
import { publicL3At } from "@actionline/findings/public-overlap";
import { buildFindingsSubgraph } from "@actionline/findings/subgraph";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { Appender } from "@actionline/log/appender";
import { buildNoticesSubgraph, type NoticesOptions } from "@actionline/notices/subgraph";
import { buildPlanSubgraph } from "@actionline/plan/subgraph";
import { buildStakeholdersSubgraph } from "@actionline/stakeholders/subgraph";
import type { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import { buildStocktakingSubgraph } from "@actionline/stocktaking/subgraph";
import { buildTeamsSubgraph } from "@actionline/teams/subgraph";
import type { Db } from "mongodb";
import { WatchedCells } from "./watched-cells";

export interface SubgraphParts {
  /** The database as a subgraph reads it; a recorder gives each subgraph a connection of its own. */
  readonly databaseOf: (subgraph: string) => Db;
  readonly index: StocktakingIndex;
  readonly findings: FindingIndex;
  readonly appender: Appender;
  readonly clock: () => Date;
  /** Lets sources be at addresses of this machine itself. */
  readonly allowLocal?: boolean;
  readonly notices?: Pick<NoticesOptions, "settings" | "observe" | "stream">;
}

/** The hub's own subgraphs, listed by hand. */
export function buildSubgraphs({
  databaseOf,
  index,
  findings,
  appender,
  clock,
  allowLocal = false,
  notices = {},
}: SubgraphParts): Promise<Subgraph[]> {
  return Promise.all([
    buildPlanSubgraph(databaseOf("plan")),
    buildStakeholdersSubgraph(databaseOf("stakeholders")),
    buildTeamsSubgraph(databaseOf("teams")),
    buildStocktakingSubgraph(databaseOf("stocktaking"), {
      index,
      appender,
      clock,
      publicReviews: ({ asOf }) => publicL3At(findings, asOf),
    }),
    buildBudgetsSubgraph(databaseOf("budgets")),
    buildAgenciesSubgraph(databaseOf("agencies"), { appender, clock, allowLocal, ...(notices.observe !== true && { writer: appender }) }),
    buildFindingsSubgraph(databaseOf("findings"), { index, findings, appender, clock }),
    buildNoticesSubgraph(databaseOf("notices"), { cells: new WatchedCells(index), clock, ...notices }),
  ]);
}
