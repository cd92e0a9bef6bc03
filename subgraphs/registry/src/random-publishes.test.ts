import { randomPublishes } from "./testing/random-publishes";

test("F40 of 150 texts drawn at random none that is admitted changes what is others'", async () => {
  const { admitted, refused, violations, faults } = await randomPublishes({ count: 150, seed: 1, variant: "POLICY", mutate: false });
  expect({ violations, faults }).toEqual({ violations: [], faults: [] });
  // Enough of both that either would show.
  expect(admitted).toBeGreaterThan(15);
  expect(refused.get("OWNERSHIP_VIOLATION")).toBeGreaterThan(25);
});

test("F40 the stock composition lets texts through that do: the test above can fail", async () => {
  const { violations } = await randomPublishes({ count: 60, seed: 1, variant: "STOCK", mutate: false });
  expect(violations.length).toBeGreaterThan(2);
});

test("F41 300 texts with changed bytes each get a verdict", async () => {
  const { admitted, refused, violations, faults } = await randomPublishes({ count: 300, seed: 2, variant: "POLICY", mutate: true });
  expect({ violations, faults }).toEqual({ violations: [], faults: [] });
  expect(admitted + [...refused.values()].reduce((sum, count) => sum + count, 0)).toBe(300);
  expect(refused.get("SDL_SYNTAX")).toBeGreaterThan(50);
});
