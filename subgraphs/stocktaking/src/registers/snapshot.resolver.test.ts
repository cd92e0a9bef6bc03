import { anActivity } from "../testing/records";
import { smallWorld } from "../testing/small-world";
import { MODERATOR, SECRETARIAT, startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";

let hub: TestStocktaking;

const NAME = `mutation ($input: NameSnapshotInput!) { nameSnapshot(input: $input) { snapshot { name sequence } } }`;
const name = (input: object, as = SECRETARIAT) => hub.ask(NAME, { as, variables: { input } });

beforeAll(async () => {
  hub = await startStocktaking();
  await hub.append(...smallWorld());
  await hub.append(anActivity("itu:1", { title: [{ language: "en", text: "As it was" }] }));
});
afterAll(() => hub.stop());

describe("snapshots", () => {
  it("name a point that later answers can be read at", async () => {
    const sequence = hub.appender.watermark;
    const named = { nameSnapshot: { snapshot: { name: "Forum 2025", sequence } } };
    await expect(name({ name: "Forum 2025", idempotencyKey: "1" })).resolves.toEqual(named);
    await hub.append(anActivity("itu:1", { title: [{ language: "en", text: "As it is" }] }));
    await expect(name({ name: "Forum 2025", idempotencyKey: "1" })).resolves.toEqual(named);
    await expect(hub.ask("{ snapshots { totalCount nodes { name sequence } } }")).resolves.toEqual({
      snapshots: { totalCount: 1, nodes: [{ name: "Forum 2025", sequence }] },
    });
    await expect(hub.ask(`{ activity(id: "itu:1") { title } }`, { asOf: { snapshot: "Forum 2025" } })).resolves.toEqual({
      activity: { title: "As it was" },
    });
  });

  it("never move to another point", async () => {
    await expect(name({ name: "Forum 2025", idempotencyKey: "2" })).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
    await expect(name({ name: " ", idempotencyKey: "3" })).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
    await expect(name({ name: "Next", sequence: 1e9, idempotencyKey: "4" })).rejects.toMatchObject({
      extensions: { code: "AS_OF_UNKNOWN" },
    });
  });

  it("stand for one point, of two requests that take a name at once", async () => {
    const [one, other] = [hub.appender.watermark - 1, hub.appender.watermark];
    const asked = [one, other].map((sequence) => name({ name: "Contested", sequence, idempotencyKey: `contested ${sequence}` }));
    const outcomes = await Promise.allSettled(asked);
    const lost = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(lost).toEqual([expect.objectContaining({ extensions: expect.objectContaining({ code: "BAD_INPUT" }) })]);
    const won = outcomes[0]?.status === "fulfilled" ? one : other;
    const kept = await hub.db.collection("snapshots").find({ subject: "Contested" }).toArray();
    expect(kept).toMatchObject([{ record: { sequence: won } }]);
    // The loser's key was not used up: it may take another name.
    const lostAt = won === one ? other : one;
    const again = { name: "Uncontested", sequence: lostAt, idempotencyKey: `contested ${lostAt}` };
    await expect(name(again)).resolves.toEqual({ nameSnapshot: { snapshot: { name: "Uncontested", sequence: lostAt } } });
  });

  it("are named once by one request that is sent twice at once", async () => {
    const input = { name: "Twice", idempotencyKey: "twice" };
    const [first, second] = await Promise.all([name(input), name(input)]);
    expect(second).toEqual(first);
    await expect(hub.db.collection("snapshots").countDocuments({ subject: "Twice" })).resolves.toBe(1);
  });

  it("BAD_INPUT: never take the name of a point", async () => {
    for (const taken of ["3448@2026-11-22T13:05:41.312Z", "1@2026-11-22", " 7@2026-11-22T00:00:00Z"]) {
      await expect(name({ name: taken, idempotencyKey: taken })).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
    }
  });

  it("given by sequence are judged at the instant of its entry, and again the same is no other", async () => {
    const sequence = hub.appender.watermark;
    hub.clock.now = new Date("2026-01-15T00:00:00Z");
    const named = `mutation ($input: NameSnapshotInput!) { nameSnapshot(input: $input) { snapshot { name sequence at } } }`;
    for (const idempotencyKey of ["by sequence", "by sequence again"]) {
      const input = { name: "By sequence", sequence, idempotencyKey };
      await expect(hub.ask(named, { as: SECRETARIAT, variables: { input } })).resolves.toMatchObject({
        nameSnapshot: { snapshot: { sequence, at: expect.stringMatching(/^2025-06-01/) } },
      });
    }
    const later = name({ name: "By sequence", idempotencyKey: "now" });
    await expect(later).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
  });

  it("IDEMPOTENCY_MISMATCH, FORBIDDEN: a key stands for one request, and the secretariat names", async () => {
    const again = name({ name: "Another", idempotencyKey: "1" });
    await expect(again).rejects.toMatchObject({ extensions: { code: "IDEMPOTENCY_MISMATCH" } });
    await expect(name({ name: "Mine", idempotencyKey: "5" }, MODERATOR)).rejects.toMatchObject({ extensions: { code: "FORBIDDEN" } });
  });
});
