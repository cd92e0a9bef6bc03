import { anActivity, suggested } from "../testing/records";
import { smallWorld } from "../testing/small-world";
import { type Asking, MODERATOR, SECRETARIAT, startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";

let hub: TestStocktaking;

const REVIEW = `mutation ($input: ReviewAssignmentInput!) {
  reviewAssignment(input: $input) {
    activity { id items { item { id } basis reason } actionLines { code } }
    assignment { item { id } actionLine { code } basis reason }
  }
}`;
const ITEMS = `query ($id: ID!) { activity(id: $id) { items { item { id } basis } provenance { sequence } } }`;

const input = (facts: object) => ({
  activity: "itu:1",
  item: "GPA-18a",
  decision: "ACCEPTED",
  reason: "Its report names the item.",
  idempotencyKey: JSON.stringify(facts),
  ...facts,
});

const review = <Answer>(facts: object, asking: Asking = { as: SECRETARIAT }): Promise<Answer> =>
  hub.ask<Answer>(REVIEW, { ...asking, variables: { input: input(facts) } });

interface Items {
  readonly activity: { readonly items: readonly object[]; readonly provenance: { readonly sequence: number } };
}

const itemsOf = async (id: string): Promise<readonly object[]> => (await hub.ask<Items>(ITEMS, { variables: { id } })).activity.items;
const refusedWith = (code: string) => ({ extensions: expect.objectContaining({ code }) });

beforeAll(async () => {
  hub = await startStocktaking();
});
beforeEach(async () => {
  const suggestions = [suggested("GPA-18a", "C7-eHealth"), suggested(null, "C4")];
  await hub.append(...(hub.appender.watermark === 0 ? smallWorld() : []));
  await hub.append(anActivity("itu:1", { suggestions }), anActivity("itu:2", { suggestions }), anActivity("itu:3", { suggestions }));
});
afterAll(() => hub.stop());

describe("reviewAssignment", () => {
  it("turns a suggestion into an assignment that counts, and shows it in its own answer", async () => {
    await expect(review({})).resolves.toEqual({
      reviewAssignment: {
        activity: {
          id: "itu:1",
          items: [
            { item: { id: "GPA-18a" }, basis: "REVIEWED", reason: "Its report names the item." },
            { item: null, basis: "SUGGESTED", reason: "A word in its title." },
          ],
          actionLines: [{ code: "C7-eHealth" }],
        },
        assignment: {
          item: { id: "GPA-18a" },
          actionLine: { code: "C7-eHealth" },
          basis: "REVIEWED",
          reason: "Its report names the item.",
        },
      },
    });
    const operation = `{ activities(filter: { items: ["GPA-18"] }) { nodes { id } } }`;
    await expect(hub.ask(operation)).resolves.toEqual({ activities: { nodes: [{ id: "itu:1" }] } });
  });

  it("survives a re-harvest, even one whose rules suggest it no more", async () => {
    await hub.append(anActivity("itu:1", { title: [{ language: "en", text: "Harvested anew" }], suggestions: [] }));
    await expect(itemsOf("itu:1")).resolves.toEqual([{ item: { id: "GPA-18a" }, basis: "REVIEWED" }]);
  });

  it("takes a rejected suggestion away, and can be decided anew", async () => {
    const target = { activity: "itu:2", item: null, actionLine: "C4" };
    await expect(review({ ...target, decision: "REJECTED" })).resolves.toMatchObject({ reviewAssignment: { assignment: null } });
    await expect(itemsOf("itu:2")).resolves.toEqual([{ item: { id: "GPA-18a" }, basis: "SUGGESTED" }]);
    await expect(review(target)).resolves.toMatchObject({ reviewAssignment: { assignment: { basis: "REVIEWED" } } });
  });

  it("does the same request twice once, and twice at the same time too", async () => {
    const facts = { activity: "itu:3", idempotencyKey: "once" };
    await Promise.all([review(facts), review(facts)]);
    const { watermark } = hub.appender;
    await review(facts);
    expect(hub.appender.watermark).toBe(watermark);
    await expect(hub.db.collection("reviews").countDocuments({ "record.activity": "itu:3" })).resolves.toBe(1);
  });

  it("IDEMPOTENCY_MISMATCH: refuses a key that stood for another request", async () => {
    const facts = { activity: "itu:3", idempotencyKey: "once", decision: "REJECTED" };
    await expect(review(facts)).rejects.toMatchObject(refusedWith("IDEMPOTENCY_MISMATCH"));
  });

  it("VERSION_CONFLICT: refuses a decision on a version that is no longer there, and keeps nothing of it", async () => {
    const { activity } = await hub.ask<Items>(ITEMS, { variables: { id: "itu:2" } });
    const { sequence } = activity.provenance;
    await hub.append(anActivity("itu:2", { status: "COMPLETED", suggestions: [suggested("GPA-18a", "C7-eHealth")] }));
    const { watermark } = hub.appender;
    const facts = { activity: "itu:2", expectedVersion: sequence, idempotencyKey: "late" };
    await expect(review(facts)).rejects.toMatchObject(refusedWith("VERSION_CONFLICT"));
    expect(hub.appender.watermark).toBe(watermark);
    await expect(review({ ...facts, expectedVersion: watermark })).resolves.toMatchObject({
      reviewAssignment: { activity: { id: "itu:2" } },
    });
  });

  it("is as private as the activity that it is about", async () => {
    await hub.append(anActivity("itu:4", { suggestions: [suggested("GPA-18a", "C7-eHealth")] }, "PRIVATE"));
    await review({ activity: "itu:4" });
    await expect(hub.db.collection("reviews").findOne({ "record.activity": "itu:4" })).resolves.toMatchObject({ visibility: "PRIVATE" });
  });

  it("UNAUTHENTICATED and FORBIDDEN: names the role that may", async () => {
    await expect(review({}, {})).rejects.toMatchObject({
      ...refusedWith("UNAUTHENTICATED"),
      message: expect.stringContaining("SECRETARIAT"),
    });
    await expect(review({}, { as: MODERATOR })).rejects.toMatchObject(refusedWith("FORBIDDEN"));
  });

  it.each([
    [{ activity: "itu:nobody" }, "NOT_FOUND"],
    [{ item: "GPA-11a" }, "BAD_INPUT"],
    [{ item: null }, "BAD_INPUT"],
    [{ actionLine: "C4" }, "BAD_INPUT"],
    [{ reason: " " }, "BAD_INPUT"],
    [{ idempotencyKey: "" }, "BAD_INPUT"],
  ])("refuses %j with %s", async (facts, code) => {
    await expect(review(facts)).rejects.toMatchObject(refusedWith(code));
  });
});
