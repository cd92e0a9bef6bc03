import type { Subgraph } from "@actionline/kit/subgraph";
import { ask } from "@actionline/kit/testing/ask";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import { loadReference } from "@actionline/schema/reference/load-reference";
import { buildTeamsSubgraph } from "./subgraph";

let teams: Subgraph;
let log: TestLog;

beforeAll(async () => {
  log = await startLog();
  teams = await buildTeamsSubgraph(log.db);
  const { actionLines, facilitators } = loadReference();
  await log.append(
    ...actionLines.map((record) => upsert("ACTION_LINE", record)),
    ...facilitators.map((record) => upsert("FACILITATOR", record)),
  );
});
afterAll(() => log.stop());

const question = async (operation: string): Promise<unknown> => ask(teams.schema, teams.context(await log.request()), operation);

describe("the real teams", () => {
  it("are eighteen, every one with facilitators today", async () => {
    const answer = (await question(`{ teams { id name facilitators(on: "2026-11-01") {
      id role from to fromText toText current verified confidence sources note organization { id }
    } } }`)) as { teams: { id: string; facilitators: unknown[] }[] };
    expect(answer.teams).toHaveLength(18);
    expect(answer.teams.filter(({ facilitators }) => facilitators.length === 0)).toEqual([]);
  });

  it("tell who stood in for C6 in 2006 and who leads it since", async () => {
    const answer = await question(`{ team(id: "C6") {
      before: facilitators(on: "2007-01-01") { organization { id } role }
      now: facilitators(on: "2026-01-01") { organization { id } role }
    } }`);
    expect(answer).toMatchObject({
      team: {
        before: [{ organization: { id: "UNDP" }, role: "INTERIM_FOCAL_POINT" }],
        now: [{ organization: { id: "ITU" } }],
      },
    });
  });
});
