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

test.each([52_588, 55_260])("F41 what an agency says of its own fields, damaged too, is its own: %d", async (seed) => {
  const { admitted, violations } = await randomPublishes({ count: 1, seed, variant: "POLICY", mutate: true });
  expect({ admitted, violations }).toEqual({ admitted: 1, violations: [] });
});
