import { buildAgenciesSubgraph } from "@actionline/agencies/subgraph";
import { buildBudgetsSubgraph } from "@actionline/budgets/subgraph";
import type { Subgraph } from "@actionline/kit/subgraph";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { buildPlanSubgraph } from "@actionline/plan/subgraph";
import { buildStakeholdersSubgraph } from "@actionline/stakeholders/subgraph";
import { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import { buildStocktakingSubgraph } from "@actionline/stocktaking/subgraph";
import { buildTeamsSubgraph } from "@actionline/teams/subgraph";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";

let log: TestLog;
let composition: ReturnType<typeof composeServices>;

async function subgraphsOfToday(): Promise<Subgraph[]> {
  const { db, appender } = log;
  const stocktaking = { index: await StocktakingIndex.open(db), appender, clock: () => new Date() };
  return Promise.all([
    buildPlanSubgraph(db),
    buildStakeholdersSubgraph(db),
    buildTeamsSubgraph(db),
    buildBudgetsSubgraph(db),
    buildAgenciesSubgraph(db),
    buildStocktakingSubgraph(db, stocktaking),
  ]);
}

beforeAll(async () => {
  log = await startLog();
  const subgraphs = await subgraphsOfToday();
  composition = composeServices(subgraphs.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) })));
});
afterAll(() => log.stop());

describe("the subgraphs of today", () => {
  it("compose", () => {
    expect((composition.errors ?? []).map(({ message }) => message)).toEqual([]);
  });

  it("say the same of what several of them show", () => {
    const differing = (composition.hints ?? []).filter(({ definition }) => definition.code === "INCONSISTENT_DESCRIPTION");
    expect(differing.map(({ message }) => message)).toEqual([]);
  });

  it("leave no field that one of them shows as always there and another as sometimes absent", () => {
    const differing = (composition.hints ?? []).filter(({ definition }) => definition.code === "INCONSISTENT_BUT_COMPATIBLE_FIELD_TYPE");
    expect(differing.map(({ message }) => message)).toEqual([]);
  });
});
