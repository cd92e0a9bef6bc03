import type { Principal } from "@actionline/kit/access";
import { overlapId } from "@actionline/schema/overlap-id";
import { anActivity, anOverlap } from "../testing/records";
import { smallWorld } from "../testing/small-world";
import { type Asking, MODERATOR, SECRETARIAT, startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";

let hub: TestStocktaking;

const SHOWN = `overlap { id state version decision { decision relation reason decidedBy } undone { reason by on } cluster { id size } } activities { id cluster { id } }`;
const DECIDE = `mutation ($input: DecideOverlapInput!) { decideOverlap(input: $input) { ${SHOWN} } }`;
const UNDO = `mutation ($input: UndoOverlapDecisionInput!) { undoOverlapDecision(input: $input) { ${SHOWN} } }`;
const COUNTS = `{ activityAggregate(groupBy: [AGENCY]) { totals { none confirmed proposed } } }`;
const ITU: Principal = { id: "i", name: "the desk of ITU", roles: [{ name: "PUBLISHER", of: "itu" }] };
const PAIR = overlapId("itu:1", "who:1");

interface Shown {
  readonly overlap: { readonly state: string; readonly version: number } | null;
}

const decide = async (facts: object, asking: Asking = { as: SECRETARIAT }): Promise<Shown> => {
  const input = {
    one: "who:1",
    other: "itu:1",
    decision: "SAME",
    reason: "Both were read.",
    idempotencyKey: JSON.stringify(facts),
    ...facts,
  };
  return (await hub.ask<{ decideOverlap: Shown }>(DECIDE, { ...asking, variables: { input } })).decideOverlap;
};
const undo = async (facts: object, asking: Asking = { as: SECRETARIAT }): Promise<Shown> => {
  const input = { overlap: PAIR, reason: "It was a slip.", idempotencyKey: JSON.stringify(facts), ...facts };
  return (await hub.ask<{ undoOverlapDecision: Shown }>(UNDO, { ...asking, variables: { input } })).undoOverlapDecision;
};
const counts = async (): Promise<number[]> => {
  const { activityAggregate } = await hub.ask<{ activityAggregate: { totals: Record<string, number> } }>(COUNTS);
  return Object.values(activityAggregate.totals);
};
const refusedWith = (code: string) => ({ extensions: expect.objectContaining({ code }) });

beforeEach(async () => {
  hub = await startStocktaking();
  await hub.append(...smallWorld());
  await hub.append(anActivity("itu:1"), anActivity("who:1"), anActivity("itu:2"), anActivity("itu:3", {}, "PRIVATE"));
});
afterEach(() => hub.stop());

describe("decideOverlap", () => {
  it("makes two records count once, and its own answer shows it", async () => {
    await expect(counts()).resolves.toEqual([3, 3, 3]);
    await expect(decide({})).resolves.toMatchObject({
      overlap: {
        id: PAIR,
        state: "CONFIRMED",
        decision: { decision: "SAME", relation: null, reason: "Both were read.", decidedBy: "the secretariat" },
        cluster: { id: "itu:1", size: 2 },
      },
      activities: [
        { id: "itu:1", cluster: { id: "itu:1" } },
        { id: "who:1", cluster: { id: "itu:1" } },
      ],
    });
    await expect(counts()).resolves.toEqual([3, 2, 2]);
  });

  it("overrules the matcher, and what it found holds again once the decision is undone", async () => {
    await hub.append(anOverlap("itu:1", "who:1", { outcome: "MERGED" }), anOverlap("itu:1", "itu:2"));
    await expect(counts()).resolves.toEqual([3, 2, 1]);
    await decide({ decision: "DISTINCT" });
    await expect(counts()).resolves.toEqual([3, 3, 2]);
    await hub.append(anOverlap("itu:1", "who:1", { outcome: "MERGED", method: "1.0.1" }));
    await expect(counts()).resolves.toEqual([3, 3, 2]);
    await expect(undo({})).resolves.toMatchObject({
      overlap: {
        state: "CONFIRMED",
        decision: null,
        undone: { reason: "It was a slip.", by: "the secretariat", on: "2025-06-01" },
        cluster: { id: "itu:1", size: 2 },
      },
    });
    await expect(counts()).resolves.toEqual([3, 2, 1]);
    const [withdrawal] = await hub.db.collection("withdrawals").find().toArray();
    expect(withdrawal).toMatchObject({ record: { line: PAIR, reason: "It was a slip.", by: "the secretariat" } });
  });

  it("leaves nothing of a pair that only a decision told of, once it is undone", async () => {
    await decide({ decision: "RELATED", relation: "PHASE" });
    await expect(undo({})).resolves.toMatchObject({ overlap: null, activities: [{ id: "itu:1" }, { id: "who:1" }] });
    await expect(undo({ idempotencyKey: "other" })).rejects.toMatchObject(refusedWith("NOT_FOUND"));
  });

  it("does the same request twice once, and twice at the same time too", async () => {
    const answers = await Promise.all([decide({}), decide({}), decide({})]);
    expect(new Set(answers.map(({ overlap }) => overlap?.version)).size).toBe(1);
    await expect(hub.db.collection("overlap_decisions").countDocuments()).resolves.toBe(1);
    await expect(decide({ idempotencyKey: "{}", decision: "DISTINCT" })).rejects.toMatchObject(refusedWith("IDEMPOTENCY_MISMATCH"));
    await Promise.all([undo({}), undo({})]);
    await expect(undo({})).resolves.toMatchObject({ overlap: null });
    await expect(hub.db.collection("log").countDocuments({ kind: "OVERLAP_DECISION" })).resolves.toBe(2);
  });

  it("VERSION_CONFLICT: refuses a decision on a pair that changed since it was read", async () => {
    await hub.append(anOverlap("itu:1", "who:1"));
    await expect(decide({ expectedVersion: 0 })).rejects.toMatchObject(refusedWith("VERSION_CONFLICT"));
    const found = hub.appender.watermark;
    const { overlap } = await decide({ expectedVersion: found });
    await expect(decide({ expectedVersion: found, decision: "DISTINCT" })).rejects.toMatchObject(refusedWith("VERSION_CONFLICT"));
    await expect(undo({ expectedVersion: found })).rejects.toMatchObject(refusedWith("VERSION_CONFLICT"));
    await expect(undo({ expectedVersion: overlap?.version })).resolves.toMatchObject({ overlap: { state: "PROPOSED" } });
    await expect(decide({ other: "itu:2", expectedVersion: 0 })).resolves.toMatchObject({ overlap: { state: "CONFIRMED" } });
  });

  it("lets one of two decisions through that were taken on the same version at once", async () => {
    await hub.append(anOverlap("itu:1", "who:1"));
    const expectedVersion = hub.appender.watermark;
    const outcomes = await Promise.allSettled([
      decide({ expectedVersion, idempotencyKey: "a" }),
      decide({ expectedVersion, idempotencyKey: "b", decision: "DISTINCT" }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("is for the same eyes as the activities, and as a request for review", async () => {
    await decide({ one: "itu:1", other: "itu:3" });
    await hub.append(anOverlap("itu:1", "itu:2", { level: "L3" }, "PRIVATE"));
    await decide({ one: "itu:1", other: "itu:2", decision: "DISTINCT" });
    const decisions = await hub.db.collection("overlap_decisions").find().toArray();
    expect(decisions.map(({ visibility }) => visibility)).toEqual(["PRIVATE", "PRIVATE"]);
    await expect(counts()).resolves.toEqual([3, 3, 3]);
    await decide({ one: "itu:1", other: "itu:2", decision: "SAME" });
    await expect(counts()).resolves.toEqual([3, 2, 2]);
  });

  it("lets an agency decide on its own activities alone, and not against the secretariat", async () => {
    const own = { one: "itu:1", other: "itu:2" };
    await expect(decide(own, { as: ITU })).resolves.toMatchObject({ overlap: { state: "CONFIRMED" } });
    await expect(decide({}, { as: ITU })).rejects.toMatchObject(refusedWith("FORBIDDEN"));
    await expect(undo({ overlap: overlapId("itu:1", "itu:2") }, { as: ITU })).resolves.toMatchObject({ overlap: null });
    await decide({ ...own, decision: "DISTINCT" });
    await expect(decide({ ...own, idempotencyKey: "m" }, { as: ITU })).rejects.toMatchObject(refusedWith("FORBIDDEN"));
    await decide({});
    await expect(undo({}, { as: ITU })).rejects.toMatchObject(refusedWith("NOT_FOUND"));
    const owners = await hub.db.collection("overlap_decisions").find().sort({ _id: 1 }).toArray();
    expect(owners.map(({ owner }) => owner)).toEqual(["itu", "hub:secretariat", "hub:secretariat"]);
  });

  it("UNAUTHENTICATED and FORBIDDEN: is for the secretariat and publishers", async () => {
    await expect(decide({}, {})).rejects.toMatchObject(refusedWith("UNAUTHENTICATED"));
    await expect(decide({}, { as: MODERATOR })).rejects.toMatchObject(refusedWith("FORBIDDEN"));
    await expect(undo({}, {})).rejects.toMatchObject(refusedWith("UNAUTHENTICATED"));
    await expect(undo({}, { as: MODERATOR })).rejects.toMatchObject(refusedWith("FORBIDDEN"));
  });

  it("BAD_INPUT: refuses a reason that nobody would read", async () => {
    await expect(decide({ reason: "x".repeat(2001), idempotencyKey: "long" })).rejects.toMatchObject(refusedWith("BAD_INPUT"));
  });

  it.each([
    [{ other: "itu:nobody" }, "NOT_FOUND"],
    [{ other: "who:1" }, "BAD_INPUT"],
    [{ decision: "RELATED" }, "BAD_INPUT"],
    [{ relation: "PHASE" }, "BAD_INPUT"],
    [{ reason: " " }, "BAD_INPUT"],
    [{ idempotencyKey: "" }, "BAD_INPUT"],
  ])("refuses %j with %s", async (facts, code) => {
    await expect(decide(facts)).rejects.toMatchObject(refusedWith(code));
  });
});
