import { holdCosts } from "./testing/cost-bound";

describe("A35: what an operation is estimated to cost", () => {
  it("is never less than what its answer comes to, in random operations", async () => {
    const { asked, nodes, broken } = await holdCosts(300, 35);
    expect(broken).toEqual([]);
    expect(asked).toBeGreaterThan(200);
    expect(nodes).toBeGreaterThan(300);
  }, 60_000);

  it("is found to be too low where lists are longer than it takes them to be: the test above can fail", async () => {
    expect((await holdCosts(100, 35, 1)).broken).not.toEqual([]);
  }, 60_000);
});
