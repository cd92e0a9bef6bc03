import { join } from "node:path";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { type CrashOutcome, type CrashTrial, crashHarvests } from "@actionline/scripts/soak/crash-harvests";

let index: TestIndex;

beforeAll(async () => {
  index = await startIndex();
});
afterAll(() => index.stop());

function crash(facts: Pick<CrashTrial, "kills" | "seed" | "variant">): Promise<CrashOutcome> {
  const uri = process.env.ACTIONLINE_TEST_MONGODB ?? "";
  const name = `${index.db.databaseName}_${facts.variant.toLowerCase()}`;
  return crashHarvests({ client: index.client, uri, name, ...facts, execArgv: ["-r", join(__dirname, "support/run-typescript.cjs")] });
}

describe("a harvest that is killed at random moments and started again", () => {
  it("ends in the state of undisturbed harvests after 20 kills: nothing lost, doubled or wrongly deleted", async () => {
    const { kills, rounds, differences } = await crash({ kills: 20, seed: 2_025, variant: "TOGETHER" });
    expect(differences).toEqual([]);
    expect(kills).toBe(20);
    expect(rounds).toBeGreaterThan(1);
  }, 300_000);

  it("is found out where it moves its cursor before its batch: the test above can fail", async () => {
    const { differences } = await crash({ kills: 10, seed: 2_025, variant: "CURSOR_FIRST" });
    expect(differences.filter((difference) => difference.startsWith("version missing"))).not.toEqual([]);
  }, 300_000);
});
