import { hostileResponses } from "./testing/hostile-responses/recorded";

describe("D17: mutated responses to recorded operations", () => {
  it("never show a value outside of what their source owns and was asked, nor one of the wrong kind, nor lose one in silence", async () => {
    const { operations, responses, changed, problems } = await hostileResponses({ operations: 60, responses: 2_500, seed: 1 });
    expect(problems).toEqual([]);
    expect(operations).toBe(60);
    expect(responses).toBeGreaterThanOrEqual(2_500);
    expect(changed).toBeGreaterThan(600);
  });

  it("control: would, if they were taken at their word", async () => {
    const { problems } = await hostileResponses({ operations: 20, responses: 400, seed: 1, trusted: true });
    expect(problems.length).toBeGreaterThanOrEqual(20);
  });
});
