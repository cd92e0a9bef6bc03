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

  it("IDEMPOTENCY_MISMATCH, FORBIDDEN: a key stands for one request, and the secretariat names", async () => {
    const again = name({ name: "Another", idempotencyKey: "1" });
    await expect(again).rejects.toMatchObject({ extensions: { code: "IDEMPOTENCY_MISMATCH" } });
    await expect(name({ name: "Mine", idempotencyKey: "5" }, MODERATOR)).rejects.toMatchObject({ extensions: { code: "FORBIDDEN" } });
  });
});
