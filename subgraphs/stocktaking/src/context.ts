import type { RequestContext } from "@actionline/kit/request-context";
import type { Appender } from "@actionline/log/appender";
import type { Idempotency } from "@actionline/log/idempotency";
import type { Db } from "mongodb";
import { ActivityRepository } from "./activity/activity.repository";
import { ActivitySelector } from "./activity/activity.selector";
import type { ActivityTextSearch } from "./activity/activity.text-search";
import { AggregateRepository } from "./aggregate/aggregate.repository";
import { AnsweringSources } from "./answering-sources";
import { CoverageRepository } from "./coverage-graph/coverage.repository";
import { CoverageCellRepository } from "./coverage-graph/coverage-cell.repository";
import { IndexView } from "./index-view";
import { DefinitionRepository } from "./registers/definition.repository";
import { ExpectationRepository } from "./registers/expectation.repository";
import { ReportingScopeRepository } from "./registers/reporting-scope.repository";
import { SnapshotRepository } from "./registers/snapshot.repository";
import { ReviewRepository } from "./review/review.repository";
import type { StocktakingIndex } from "./stocktaking-index";

/** What this subgraph's resolvers may use in one request. */
export interface StocktakingContext {
  readonly request: RequestContext;
  readonly activities: ActivityRepository;
  readonly aggregates: AggregateRepository;
  readonly coverage: CoverageRepository;
  readonly cells: CoverageCellRepository;
  readonly reviews: ReviewRepository;
  readonly expectations: ExpectationRepository;
  readonly reportingScopes: ReportingScopeRepository;
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
}

/** Repositories of one request: what they have read is read at its point of the log. */
export function stocktakingContext(parts: StocktakingParts, request: RequestContext): StocktakingContext {
  const { db, appender, idempotency } = parts;
  const index = new IndexView(parts.index, request);
  const sources = new AnsweringSources(index, request);
  const selector = new ActivitySelector(db, index, parts.texts, request.work);
  const activities = new ActivityRepository(db, index, request, sources, selector);
  return {
    request,
    activities,
    aggregates: new AggregateRepository(index, request, selector, sources),
    coverage: new CoverageRepository(index, request, sources),
    cells: new CoverageCellRepository(index, activities, request.work),
    reviews: new ReviewRepository(parts, request, index, activities),
    expectations: new ExpectationRepository(db, request),
    reportingScopes: new ReportingScopeRepository(db, request),
    definitions: new DefinitionRepository(db, request),
    snapshots: new SnapshotRepository(db, request, appender, idempotency),
  };
}
