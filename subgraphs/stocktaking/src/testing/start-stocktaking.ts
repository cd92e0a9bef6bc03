import { ANYONE, type Principal } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { ask } from "@actionline/kit/testing/ask";
import { type AsOfInput, resolveAsOf } from "@actionline/log/as-of";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { StocktakingIndex } from "../stocktaking-index";
import { buildStocktakingSubgraph, type StocktakingOptions } from "../subgraph";

export const SECRETARIAT: Principal = { id: "s", name: "the secretariat", roles: [{ name: "SECRETARIAT", of: null }] };
export const MODERATOR: Principal = { id: "m", name: "a moderator", roles: [{ name: "MODERATOR", of: "C7-eHealth" }] };

export interface Asking {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly as?: Principal;
  readonly asOf?: AsOfInput;
}

/** The subgraph over a log of its own, as the gateway would ask it. */
export interface TestStocktaking extends TestLog {
  readonly subgraph: Subgraph;
  readonly index: StocktakingIndex;
  /** The time that a test says it is. */
  readonly clock: { now: Date };
  /** One request; the test says of which shape its answer is. */
  ask<Answer>(operation: string, asking?: Asking): Promise<Answer>;
  /** One request and what it left in its context, such as the sources noted. */
  askWithContext<Answer>(operation: string, asking?: Asking): Promise<{ answer: Answer; request: RequestContext }>;
}

export async function startStocktaking(
  now = "2025-06-01T00:00:00Z",
  more: Pick<StocktakingOptions, "publicReviews"> = {},
): Promise<TestStocktaking> {
  const clock = { now: new Date(now) };
  const log = await startLog(() => clock.now);
  const index = await StocktakingIndex.open(log.db);
  const subgraph = await buildStocktakingSubgraph(log.db, { index, appender: log.appender, clock: () => clock.now, ...more });
  const askWithContext = async <Answer>(
    operation: string,
    { variables = {}, as = ANYONE, asOf }: Asking = {},
  ): Promise<{ answer: Answer; request: RequestContext }> => {
    const request = new RequestContext(as, await resolveAsOf(log.db, asOf ?? null, clock.now));
    const answer = await ask(subgraph.schema, subgraph.context(request), operation, variables);
    return { answer: answer as Answer, request };
  };
  return {
    ...log,
    subgraph,
    index,
    clock,
    askWithContext,
    ask: async <Answer>(operation: string, asking?: Asking) => (await askWithContext<Answer>(operation, asking)).answer,
  };
}
