import { ANYONE, type Principal } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { ask } from "@actionline/kit/testing/ask";
import { type AsOfInput, resolveAsOf } from "@actionline/log/as-of";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import { FindingIndex } from "../finding-index";
import { buildFindingsSubgraph } from "../subgraph";
import { type SurveyOutcome, surveyFindings } from "../survey/survey-findings";

const principal = (name: string, ...roles: Principal["roles"]): Principal => ({ id: name, name, roles });

export const SECRETARIAT = principal("the secretariat", { name: "SECRETARIAT", of: null });
export const WHO_REPRESENTATIVE = principal("a representative of WHO", { name: "REPRESENTATIVE", of: "WHO" });
export const ITU_REPRESENTATIVE = principal("a representative of ITU", { name: "REPRESENTATIVE", of: "ITU" });
export const WHO_PUBLISHER = principal("a publisher of who", { name: "PUBLISHER", of: "who" });
export const ITU_PUBLISHER = principal("a publisher of itu", { name: "PUBLISHER", of: "itu" });
export const HEALTH_MODERATOR = principal("the moderator of C7-eHealth", { name: "MODERATOR", of: "C7-eHealth" });
export const CAPACITY_MODERATOR = principal("the moderator of C4", { name: "MODERATOR", of: "C4" });
export const OUTSIDER = principal("a representative of FAO", { name: "REPRESENTATIVE", of: "FAO" });

export interface Asking {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly as?: Principal;
  readonly asOf?: AsOfInput;
}

/** The subgraph over a log of its own, as the gateway would ask it. */
export interface TestFindings extends TestLog {
  readonly subgraph: Subgraph;
  readonly index: StocktakingIndex;
  readonly findings: FindingIndex;
  /** The time that a test says it is. */
  readonly clock: { now: Date };
  survey(mostOfKind?: number): Promise<SurveyOutcome>;
  ask<Answer>(operation: string, asking?: Asking): Promise<Answer>;
  /** The error of a request, as a client would be sent it. */
  refusal(operation: string, asking?: Asking): Promise<string>;
}

export async function startFindings(now = "2025-06-01T00:00:00Z"): Promise<TestFindings> {
  const clock = { now: new Date(now) };
  const log = await startLog(() => clock.now);
  const index = await StocktakingIndex.open(log.db);
  const findings = await FindingIndex.open(log.db);
  const subgraph = await buildFindingsSubgraph(log.db, { index, findings, appender: log.appender, clock: () => clock.now });
  const request = async ({ as = ANYONE, asOf }: Asking): Promise<RequestContext> =>
    new RequestContext(as, await resolveAsOf(log.db, asOf ?? null, clock.now));
  const asked = async (operation: string, asking: Asking = {}): Promise<unknown> =>
    ask(subgraph.schema, subgraph.context(await request(asking)), operation, asking.variables);
  return {
    ...log,
    subgraph,
    index,
    findings,
    clock,
    survey: (mostOfKind) => surveyFindings(log.db, index, log.appender, () => clock.now, mostOfKind),
    ask: async <Answer>(operation: string, asking?: Asking) => (await asked(operation, asking)) as Answer,
    refusal: async (operation, asking) => JSON.stringify(await asked(operation, asking).then(unexpected, asSent)),
  };
}

function unexpected(answer: unknown): never {
  throw new Error(`It was answered: ${JSON.stringify(answer)}`);
}

const asSent = (error: { readonly message: string; readonly extensions?: object }): object => ({
  message: error.message,
  extensions: error.extensions,
});
