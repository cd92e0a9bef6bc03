import type { CrashPoint } from "../registry-options";
import { linked } from "../testing/hostile-sdl";
import { publisherOf, SECRETARIAT, startRegistry, type TestRegistry } from "../testing/start-registry";

const GRANT = { owner: "hub", agency: "nordlys", element: "Subscription", act: "subscribe", until: null };
const PLAIN = linked('type Team @key(fields: "id") {\n  id: ID!\n  nordlys_staff: Int\n}');
const TICKS = linked("type Subscription {\n  nordlys_ticks: Int\n}");

let hub: TestRegistry;
let now: Date;
let diesAt: CrashPoint | null = null;
beforeAll(async () => {
  now = new Date("2026-11-01T09:00:00Z");
  hub = await startRegistry({
    clock: () => now,
    at: (point) => {
      if (point === diesAt) throw new Error(`ended at ${point}`);
    },
  });
});
beforeEach(() => hub.reset());
afterEach(() => {
  diesAt = null;
});
afterAll(() => hub.stop());

const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const troubles = () => hub.registry.troubles;
/** Publishes by a grant that is taken back at once. */
async function putBack(): Promise<void> {
  const { id } = await hub.registry.grantConsent(GRANT, SECRETARIAT);
  expect(await hub.publish("nordlys", TICKS)).toMatchObject({ state: "ADMITTED" });
  later(1);
  await hub.registry.revokeConsent(id, SECRETARIAT);
}

describe("an agency whose subgraph is put back", () => {
  test("is to be told of it, with the reason and what is served in its place", async () => {
    await hub.publish("nordlys", PLAIN);
    await putBack();
    const [trouble, ...others] = await troubles().untold();
    expect(others).toEqual([]);
    expect(trouble).toMatchObject({ agency: "nordlys", kind: "PUT_BACK", since: now, until: null });
    expect(trouble?.reason).toMatch(/^What you published isn't served any more: .*subscription.*The latest of your earlier texts/s);
  });

  test("is told where nothing of it is served any more", async () => {
    await putBack();
    expect((await troubles().untold())[0]?.reason).toContain("None of your earlier texts fits");
  });

  test("is told once until it publishes what fits, and again when that is put back too, however soon", async () => {
    await hub.publish("nordlys", PLAIN);
    await putBack();
    for (const trouble of await troubles().untold()) await troubles().markTold(trouble, now);
    await hub.registry.repair();
    expect(await troubles().untold()).toEqual([]);
    later(1);
    await hub.publish("nordlys", PLAIN.replace("staff", "desks"));
    expect(await troubles().list("nordlys")).toMatchObject([{ kind: "PUT_BACK", until: now }]);
    await putBack();
    expect(await troubles().untold()).toMatchObject([{ kind: "PUT_BACK", since: now, until: null }]);
    expect(await troubles().list("nordlys")).toHaveLength(2);
  });

  test("has nothing to mend where it takes back what it published", async () => {
    await putBack();
    await hub.registry.unpublish("nordlys", publisherOf("nordlys"));
    expect(await troubles().list("nordlys")).toMatchObject([{ kind: "PUT_BACK", until: now }]);
  });

  test("is told of by the one who took its place, where another publishes what is its own", async () => {
    await hub.publish("un", linked('type Team @key(fields: "id") {\n  id: ID!\n  un_esco_staff: Int\n}'));
    await hub.publish("un-esco", linked('type Team @key(fields: "id") {\n  id: ID!\n  un_esco_staff: Int\n}'));
    expect(await troubles().untold()).toMatchObject([{ agency: "un", kind: "PUT_BACK", reason: expect.stringContaining("un-esco") }]);
  });

  test("is told if and only if the supergraph without it came into force", async () => {
    const { id } = await hub.registry.grantConsent(GRANT, SECRETARIAT);
    await hub.publish("nordlys", TICKS);
    const { number } = hub.registry.current();
    diesAt = "STORED";
    await expect(hub.registry.revokeConsent(id, SECRETARIAT)).rejects.toThrow("ended at STORED");
    expect([hub.registry.current().number, await troubles().list()]).toEqual([number, []]);
    diesAt = "COMMITTED";
    await expect(hub.registry.repair()).rejects.toThrow("ended at COMMITTED");
    expect(await troubles().untold()).toMatchObject([{ agency: "nordlys", kind: "PUT_BACK" }]);
  });
});
