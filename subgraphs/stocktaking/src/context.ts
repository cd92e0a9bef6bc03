import type { RequestContext } from "@actionline/kit/request-context";
import type { Appender } from "@actionline/log/appender";
import type { Idempotency } from "@actionline/log/idempotency";
import type { Db } from "mongodb";
import { ActivityRepository } from "./activity/activity.repository";
import { ActivitySelector } from "./activity/activity.selector";
import type { ActivityTextSearch } from "./activity/activity.text-search";
import { LinkedActivities } from "./activity/linked-activities";
import { AggregateRepository } from "./aggregate/aggregate.repository";
import { AnsweringSources } from "./answering-sources";
import { CoverageChangesRepository } from "./changes/coverage-changes.repository";
import { CoverageRepository } from "./coverage-graph/coverage.repository";
import { CoverageCellRepository } from "./coverage-graph/coverage-cell.repository";
import { CoverageComparisonRepository } from "./coverage-graph/coverage-comparison.repository";
import { IndexView } from "./index-view";
import { ActivityClusterRepository } from "./overlaps/activity-cluster.repository";
import { CellOverlapsRepository } from "./overlaps/cell-overlaps.repository";
import { FragmentationRepository } from "./overlaps/fragmentation.repository";
import { OverlapRepository, type PublicReviewsAt } from "./overlaps/overlap.repository";
import { OverlapComparisonRepository } from "./overlaps/overlap-comparison.repository";
import { OverlapDecisionRepository } from "./overlaps/overlap-decision.repository";
import { CommitmentRepository } from "./registers/commitment.repository";
import { DefinitionRepository } from "./registers/definition.repository";
import { ExpectationRepository } from "./registers/expectation.repository";
import { RegisterChangeRepository } from "./registers/register-change.repository";
import { RegisterWriter } from "./registers/register-writer";
import { ReportingScopeRepository } from "./registers/reporting-scope.repository";
import { SnapshotRepository } from "./registers/snapshot.repository";
import { TeamStatementRepository } from "./registers/team-statement.repository";
import { ReviewRepository } from "./review/review.repository";
import { CoverageWayRepository } from "./steps/coverage-way.repository";
import type { StocktakingIndex } from "./stocktaking-index";

/** What this subgraph's resolvers may use in one request. */
export interface StocktakingContext {
  readonly request: RequestContext;
  readonly activities: ActivityRepository;
  readonly links: LinkedActivities;
  readonly aggregates: AggregateRepository;
  readonly coverage: CoverageRepository;
  readonly comparisons: CoverageComparisonRepository;
  readonly cells: CoverageCellRepository;
  readonly ways: CoverageWayRepository;
  readonly changes: CoverageChangesRepository;
  readonly reviews: ReviewRepository;
  readonly overlaps: OverlapRepository;
  readonly clusters: ActivityClusterRepository;
  readonly overlapDecisions: OverlapDecisionRepository;
  readonly overlapComparisons: OverlapComparisonRepository;
  readonly cellOverlaps: CellOverlapsRepository;
  readonly fragmentations: FragmentationRepository;
  readonly expectations: ExpectationRepository;
  readonly reportingScopes: ReportingScopeRepository;
  readonly teamStatements: TeamStatementRepository;
  readonly commitments: CommitmentRepository;
  readonly registerChanges: RegisterChangeRepository;
  readonly definitions: DefinitionRepository;
  readonly snapshots: SnapshotRepository;
}

/** What the subgraph keeps between requests. */
export interface StocktakingParts {
  readonly db: Db;
  readonly index: StocktakingIndex;
  readonly appender: Appender;
  readonly idempotency: Idempotency;
  readonly texts: ActivityTextSearch;
  readonly clock: () => Date;
  readonly publicReviews: PublicReviewsAt;
}

/** Repositories of one request: what they have read is read at its point of the log. */
export function stocktakingContext(parts: StocktakingParts, request: RequestContext): StocktakingContext {
  const { db, appender, idempotency } = parts;
  const index = new IndexView(parts.index, request);
  const writer = new RegisterWriter(parts, request);
  const sources = new AnsweringSources(index, request);
  const selector = new ActivitySelector(db, index, parts.texts, request.work);
  const coverage = new CoverageRepository(index, request, sources);
  const activities = new ActivityRepository(db, index, request, sources, selector);
  const overlapComparisons = new OverlapComparisonRepository(db, index, request);
  const overlaps = new OverlapRepository(db, index, request, activities, selector, parts.publicReviews);
  return {
    request,
    activities,
    links: new LinkedActivities(db, request, activities),
    aggregates: new AggregateRepository(index, request, selector, sources),
    coverage,
    comparisons: new CoverageComparisonRepository(coverage, request),
    cells: new CoverageCellRepository(index, activities, request.work),
    ways: new CoverageWayRepository(index),
    changes: new CoverageChangesRepository(db, index, request, parts.clock),
    reviews: new ReviewRepository(parts, request, index, activities),
    overlaps,
    clusters: new ActivityClusterRepository(index, activities),
    overlapDecisions: new OverlapDecisionRepository(parts, request, activities, overlaps),
    overlapComparisons,
    cellOverlaps: new CellOverlapsRepository(index, request, activities, overlaps, overlapComparisons),
    fragmentations: new FragmentationRepository(index, request.work),
    expectations: new ExpectationRepository(db, request, index, writer),
    reportingScopes: new ReportingScopeRepository(db, request, index, writer),
    teamStatements: new TeamStatementRepository(db, request, index, writer),
    commitments: new CommitmentRepository(db, request, index, writer),
    registerChanges: new RegisterChangeRepository(db, request, index, writer),
    definitions: new DefinitionRepository(db, request),
    snapshots: new SnapshotRepository(db, request, appender, idempotency),
  };
}
