import { hostileRound } from "./testing/hostile-rounds";

const ROUNDS = 3000;

describe("A source that answers what it likes", () => {
  it("D17: never changes another's values, nor puts in one that wasn't asked or isn't of its kind", async () => {
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const problems = await hostileRound(seed);
      if (problems.length > 0) throw new Error(`seed ${seed}: ${problems.join("; ")}`);
    }
  });

  it("D17, control: would do all of that if it were taken at its word", async () => {
    const problems: string[] = [];
    for (let seed = 1; seed <= 300; seed++) problems.push(...(await hostileRound(seed, true).catch(() => [])));
    for (const problem of [/wasn't asked/, /stars is /, /missing without a word/]) expect(problems.join()).toMatch(problem);
  });
});
