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
import { CoverageChangeResolver, CoverageChangesResolver } from "./changes/coverage-changes.resolver";
import { stocktakingContext } from "./context";
import { CoverageResolver } from "./coverage-graph/coverage.resolver";
import { CoverageCellResolver } from "./coverage-graph/coverage-cell.resolver";
import { CoverageComparisonResolver } from "./coverage-graph/coverage-comparison.resolver";
import { ActivityClusterResolver, ClusterOfActivityResolver } from "./overlaps/activity-cluster.resolver";
import { FragmentationResolver } from "./overlaps/fragmentation.resolver";
import type { PublicReviewsAt } from "./overlaps/overlap.repository";
import { OverlapResolver, resolveOverlap } from "./overlaps/overlap.resolver";
import { CommitmentResolver } from "./registers/commitment.resolver";
import { DefinitionResolver } from "./registers/definition.resolver";
import { ExpectationResolver } from "./registers/expectation.resolver";
import { RegisterChangeResolver } from "./registers/register-change.resolver";
import { ReportingScopeResolver } from "./registers/reporting-scope.resolver";
import { SnapshotResolver } from "./registers/snapshot.resolver";
import { TeamStatementResolver } from "./registers/team-statement.resolver";
import { ReviewResolver } from "./review/review.resolver";
import { CoverageWayResolver } from "./steps/coverage-way.resolver";
import type { StocktakingIndex } from "./stocktaking-index";

/** What the subgraph is given besides the database. */
export interface StocktakingOptions {
  readonly index: StocktakingIndex;
  readonly appender: Appender;
  readonly clock: () => Date;
  /** Which requests for review are public by now; none where nobody says so. */
  readonly publicReviews?: PublicReviewsAt;
}

const NONE_PUBLIC: PublicReviewsAt = async () => new Map();

/** The subgraph of what is done: activities, counts of them, and what they cover, omit and leave unknown. */
export async function buildStocktakingSubgraph(
  db: Db,
  { index, appender, clock, publicReviews = NONE_PUBLIC }: StocktakingOptions,
): Promise<Subgraph> {
  const idempotency = await Idempotency.open(appender.db);
  const { schema, sdl } = await buildSubgraph(
    {
      resolvers: [
        ActivityResolver,
        ActivityLinkResolver,
        AggregateResolver,
        CoverageResolver,
        CoverageCellResolver,
        CoverageComparisonResolver,
        CoverageWayResolver,
        CoverageChangesResolver,
        CoverageChangeResolver,
        ExpectationResolver,
        ReportingScopeResolver,
        TeamStatementResolver,
        CommitmentResolver,
        RegisterChangeResolver,
        DefinitionResolver,
        SnapshotResolver,
        ReviewResolver,
        OverlapResolver,
        ClusterOfActivityResolver,
        ActivityClusterResolver,
        FragmentationResolver,
      ],
    },
    { Activity: resolveActivity, Overlap: resolveOverlap },
  );
  const parts = { db, index, appender, idempotency, clock, publicReviews, texts: new ActivityTextSearch(db) };
  return { name: "stocktaking", schema, sdl, context: (request: RequestContext) => stocktakingContext(parts, request) };
}
