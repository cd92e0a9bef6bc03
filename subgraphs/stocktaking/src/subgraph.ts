import { buildSubgraph } from "@actionline/kit/build-subgraph";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { Appender } from "@actionline/log/appender";
import { Idempotency } from "@actionline/log/idempotency";
import type { Db } from "mongodb";
import { ActivityResolver, resolveActivity } from "./activity/activity.resolver";
import { ActivityTextSearch } from "./activity/activity.text-search";
import { ActivityLinkResolver } from "./activity/activity-link.resolver";
import { AggregateResolver } from "./aggregate/aggregate.resolver";
import { stocktakingContext } from "./context";
import { CoverageResolver } from "./coverage-graph/coverage.resolver";
import { CoverageCellResolver } from "./coverage-graph/coverage-cell.resolver";
import { DefinitionResolver } from "./registers/definition.resolver";
import { ExpectationResolver } from "./registers/expectation.resolver";
import { ReportingScopeResolver } from "./registers/reporting-scope.resolver";
import { SnapshotResolver } from "./registers/snapshot.resolver";
import { ReviewResolver } from "./review/review.resolver";
import type { StocktakingIndex } from "./stocktaking-index";

/** What the subgraph is given besides the database. */
export interface StocktakingOptions {
  readonly index: StocktakingIndex;
  readonly appender: Appender;
  readonly clock: () => Date;
}

/** The subgraph of what is done: activities, counts of them, and what they cover, omit and leave unknown. */
export async function buildStocktakingSubgraph(db: Db, { index, appender, clock }: StocktakingOptions): Promise<Subgraph> {
  const idempotency = await Idempotency.open(db);
  const { schema, sdl } = await buildSubgraph(
    {
      resolvers: [
        ActivityResolver,
        ActivityLinkResolver,
        AggregateResolver,
        CoverageResolver,
        CoverageCellResolver,
        ExpectationResolver,
        ReportingScopeResolver,
        DefinitionResolver,
        SnapshotResolver,
        ReviewResolver,
      ],
    },
    { Activity: resolveActivity },
  );
  const parts = { db, index, appender, idempotency, clock, texts: new ActivityTextSearch(db) };
  return { name: "stocktaking", schema, sdl, context: (request: RequestContext) => stocktakingContext(parts, request) };
}
