import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { HOSTILE, type HostileCase, linked } from "./testing/hostile-sdl";
import { HONEST, SMALL_HUB } from "./testing/small-hub";
import { startRegistry, type TestRegistry } from "./testing/start-registry";

let hub: TestRegistry;
beforeAll(async () => {
  hub = await startRegistry();
  await hub.publish("nordlys", HONEST);
});
afterAll(() => hub.stop());

test.each(HOSTILE.map((hostile) => [hostile.name, hostile] as const))("%s", async (_, { sdl, code, at }) => {
  const before = hub.registry.current();
  const { state, problems } = await hub.publish("evil", sdl);
  expect([state, problems.map((problem) => problem.code)]).toEqual(["REFUSED", problems.map(() => code)]);
  const [first] = problems;
  expect(first?.subgraph).toBe("agency_evil");
  expect(sdl.split("\n")[(first?.line ?? 0) - 1]).toContain(at?.split("\n")[0]);
  expect(first?.column).toBeGreaterThan(0);
  expect(first?.howToFix.length).toBeGreaterThan(8);
  expect(hub.registry.current()).toBe(before);
});

/** What composition alone says, with the hub's own. */
function stockComposes({ sdl }: HostileCase): boolean {
  const own = SMALL_HUB.map(({ name, sdl: text }) => ({ name, url: name, typeDefs: parse(text) }));
  return composeServices([...own, { name: "agency_evil", url: "evil", typeDefs: parse(sdl) }]).supergraphSdl !== undefined;
}

const TAKING = HOSTILE.filter(({ name, composes }) => composes && /^F(08|09|1|20)/.test(name));

test.each(TAKING.map((hostile) => [hostile.name, hostile] as const))("the stock composition lets it through: %s", (_, hostile) => {
  expect(stockComposes(hostile)).toBe(true);
});

test("each refusal says which name would do", async () => {
  const { problems } = await hub.publish("evil", linked("type Query {\n  evil_thing: Thing\n}\ntype Thing {\n  x: Int\n}"));
  expect(problems[0]).toMatchObject({ line: 5, column: 6, howToFix: "Call it evil_Thing." });
});
