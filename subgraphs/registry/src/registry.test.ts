import { readActive } from "./active-supergraph";
import { HONEST } from "./testing/small-hub";
import { startRegistry, type TestRegistry } from "./testing/start-registry";

let hub: TestRegistry;
beforeAll(async () => {
  hub = await startRegistry();
});
afterAll(() => hub.stop());

test("an honest schema is admitted and in force, without the contract's own fields and without its address", async () => {
  const before = hub.registry.current();
  const heard: number[] = [];
  const stop = hub.registry.onChange(({ number }) => heard.push(number));
  const result = await hub.publish("nordlys", HONEST);
  stop();
  expect(result).toMatchObject({ state: "ADMITTED", publish: 1, problems: [], supergraph: { number: before.number + 1 } });
  const active = hub.registry.current();
  expect(heard).toEqual([active.number]);
  expect(active.sdl).toContain("nordlys_staff");
  expect(active.sdl).not.toMatch(/AgencyDescriptor|ChangePage/);
  expect(active.subgraphs.find(({ agency }) => agency === "nordlys")).toMatchObject({ name: "agency_nordlys", url: null });
  expect(await readActive(hub.log.db)).toEqual(active);
});
