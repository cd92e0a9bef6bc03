import type { Composing } from "./composition/job";
import type { Quarantined } from "./publish/publish-input";
import { composeOrFail } from "./testing/compose-or-fail";
import { DIRECT_COMPOSER } from "./testing/direct-composer";
import { linked } from "./testing/hostile-sdl";
import { HONEST, SMALL_HUB } from "./testing/small-hub";
import { publisherOf, SECRETARIAT, startRegistry, type TestRegistry } from "./testing/start-registry";

let hub: TestRegistry;
beforeAll(async () => {
  hub = await startRegistry();
});
beforeEach(() => hub.reset());
afterAll(() => hub.stop());

const PLAIN = linked('type Team @key(fields: "id") {\n  id: ID!\n  nordlys_staff: Int\n}');
/** The hub after it took a field back. */
const WITHOUT_NAMES = SMALL_HUB.map(({ name, sdl }) => ({ name, sdl: sdl.replace('"Its name."\n  name: String!', "") }));
const CHANGED = { hub: WITHOUT_NAMES, hubSupergraph: undefined };

test("a hub that starts again has what was in force, and composes nothing", async () => {
  await hub.publish("nordlys", HONEST);
  const again = await hub.reopen();
  expect(again.current()).toEqual(hub.registry.current());
  expect(again.served.map(({ agency }) => agency)).toEqual(["nordlys"]);
});

test("an agency that the hub's own change leaves behind goes back to what still fits, is told of, and the hub starts", async () => {
  await hub.publish("nordlys", PLAIN);
  await hub.publish("nordlys", HONEST);
  const told: Quarantined[] = [];
  const changed = await hub.reopen({ ...CHANGED, onQuarantine: (each) => void told.push(each) });
  expect(told).toMatchObject([{ agency: "nordlys", reason: expect.stringContaining("Team.name") }]);
  expect(changed.current().sdl).toMatch(/nordlys_staff/);
  expect(changed.current().sdl).not.toMatch(/nordlys_title/);
  const [latest] = await changed.history("nordlys");
  expect(latest?.record).toMatchObject({ publish: 2, quarantined: expect.stringContaining("Team.name") });
});

test("one of which nothing fits isn't served, the hub starts all the same, and a new publish brings it back", async () => {
  await hub.publish("nordlys", HONEST);
  await hub.publish("evil", linked("type Query {\n  evil_x: Int\n}"));
  const changed = await hub.reopen(CHANGED);
  expect(changed.current().subgraphs.flatMap(({ agency }) => agency ?? [])).toEqual(["evil"]);
  const again = await hub.reopen(CHANGED);
  expect(again.current()).toEqual(changed.current());
  expect(await again.publish({ agency: "nordlys", sdl: PLAIN, url: null }, publisherOf("nordlys"))).toMatchObject({
    state: "ADMITTED",
    publish: 2,
  });
  expect(again.current().subgraphs.flatMap(({ agency }) => agency ?? [])).toEqual(
    ["agency_evil", "agency_nordlys"].map((name) => name.slice("agency_".length)),
  );
});

test("an agency that is put back twice in one settling is told of once, by what was wrong with its own last text", async () => {
  const DESKS = PLAIN.replace("nordlys_staff", "nordlys_desks");
  const TICKS = linked("type Subscription {\n  nordlys_ticks: Int\n}");
  const refused: string[] = [];
  const problem = {
    code: "COMPOSITION_FAILED",
    message: "No.",
    subgraph: "agency_nordlys",
    line: null,
    column: null,
    howToFix: "",
  } as const;
  const composer: Composing = {
    ...DIRECT_COMPOSER,
    run: async (job, timeMs) => {
      if (refused.length === 0 || !job.subgraphs.some(({ sdl }) => sdl.includes("nordlys_desks"))) return DIRECT_COMPOSER.run(job, timeMs);
      refused.push("refused");
      return { supergraphSdl: null, problems: [problem], takenBack: [], took: 1 };
    },
  };
  const registry = await hub.reopen({ composer });
  const publish = (sdl: string) => registry.publish({ agency: "nordlys", sdl, url: null }, publisherOf("nordlys"));
  const grant = { owner: "hub", agency: "nordlys", element: "Subscription", act: "subscribe", until: null };
  const { id } = await registry.grantConsent(grant, SECRETARIAT);
  for (const sdl of [PLAIN, DESKS, TICKS]) expect(await publish(sdl)).toMatchObject({ state: "ADMITTED" });
  refused.push("from now on");
  const told = await registry.revokeConsent(id, SECRETARIAT);
  // Its last text falls by itself, the one before it in composing, the first one fits.
  expect([refused.length > 1, registry.current().sdl.includes("nordlys_staff")]).toEqual([true, true]);
  expect(registry.current().sdl).not.toMatch(/nordlys_(desks|ticks)/);
  const reason = expect.stringContaining("ubscription");
  expect(told).toEqual([{ agency: "nordlys", reason }]);
  expect(await registry.troubles.list()).toMatchObject([{ agency: "nordlys", kind: "PUT_BACK", reason }]);
});

test("a hub whose own composition is out of date says so, and blames no publisher for it", async () => {
  const stale = await hub.reopen({ hub: WITHOUT_NAMES });
  const { state, problems } = await stale.publish({ agency: "nordlys", sdl: PLAIN, url: null }, publisherOf("nordlys"));
  expect([state, problems.length]).toEqual(["REFUSED", 1]);
  expect(problems[0]).toMatchObject({ code: "COMPOSITION_FAILED", subgraph: null, howToFix: expect.stringContaining("npm run schema") });
  expect(problems[0]?.message).toMatch(/out of date.*Team\.name/);
});

test("F38 a schema that opens too many ways is refused, with the question that would take them", async () => {
  const mesh = Array.from({ length: 6 }, (_, index) => ({
    name: `mesh${index}`,
    sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
type Query { mesh${index}: Int }
type Node @key(fields: "id") { id: ID! next: Node @shareable other: Node @shareable value: Int @shareable }`,
  }));
  const hubSupergraph = composeOrFail(mesh.map(({ name, sdl }) => ({ name, url: `in-process:${name}`, sdl })));
  const meshed = await hub.reopen({ hub: mesh, hubSupergraph });
  const door = linked(
    'type Query {\n  evil_doors: [evil_Door]\n}\ntype evil_Door {\n  one: Node\n  two: Node\n}\ntype Node @key(fields: "id") {\n  id: ID!\n}',
  );
  const result = await meshed.publish({ agency: "evil", sdl: door, url: null }, publisherOf("evil"));
  expect(result).toMatchObject({ state: "REFUSED", problems: [{ code: "PLAN_BUDGET", message: expect.stringContaining("evil_doors") }] });
  const without = linked("type Query {\n  evil_doors: [evil_Door]\n}\ntype evil_Door {\n  one: Int\n}");
  expect(await meshed.publish({ agency: "evil", sdl: without, url: null }, publisherOf("evil"))).toMatchObject({ state: "ADMITTED" });
});
