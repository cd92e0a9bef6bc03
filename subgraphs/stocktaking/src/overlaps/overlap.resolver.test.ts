import type { Principal, RoleName } from "@actionline/kit/access";
import { change } from "@actionline/log/testing/change";
import { overlapId } from "@actionline/schema/overlap-id";
import { aDecision, anActivity, anOverlap } from "../testing/records";
import { smallWorld } from "../testing/small-world";
import { type Asking, SECRETARIAT, startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";

let hub: TestStocktaking;
const published = new Map<string, number>();

const FIELDS = `id level state version assertions { name detail } method decision { decision relation reason decidedBy }
  activities { id } cluster { id size records { activity { id } representative } }`;
const LIST = `query ($filter: OverlapFilter, $first: Int, $after: String) {
  overlaps(filter: $filter, first: $first, after: $after) { totalCount nodes { id level state activities { id } } pageInfo { endCursor hasNextPage } }
}`;
const ONE = `query ($id: ID!) { overlap(id: $id) { ${FIELDS} } }`;

interface Listed {
  readonly overlaps: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly id: string; readonly level: string; readonly state: string }[];
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  };
}

const holding = (name: RoleName, of: string): Principal => ({ id: `${name}-${of}`, name: `${name} of ${of}`, roles: [{ name, of }] });
const list = async (filter: object | null, asking: Asking = {}): Promise<string[]> => {
  const { overlaps } = await hub.ask<Listed>(LIST, { ...asking, variables: { filter, first: 200 } });
  expect(overlaps.totalCount).toBe(overlaps.nodes.length);
  return overlaps.nodes.map(({ id }) => id);
};

const SEEN = overlapId("itu:1", "who:1");
const MERGED = overlapId("itu:2", "who:2");
const REVIEW = overlapId("itu:3", "who:3");
const HIDDEN = overlapId("itu:3", "who:4");
const DECIDED = overlapId("itu:4", "who:1");

beforeAll(async () => {
  hub = await startStocktaking(undefined, { publicReviews: async () => published });
  await hub.append(...smallWorld());
  const places = [{ place: "KE" }];
  await hub.append(
    anActivity("itu:1", { items: [{ item: "GPA-18a" }], places }),
    anActivity("who:1", { items: [{ item: "GPA-18b" }], places: [{ place: "UG" }] }),
    anActivity("itu:2", { items: [{ item: "GPA-11a" }] }),
    anActivity("who:2", { items: [{ item: "GPA-18" }] }),
    anActivity("itu:3", { participants: [{ role: "LEAD", organisation: { id: "UNDP", name: "UNDP" } }] }),
    anActivity("who:3"),
    anActivity("who:4", {}, "PRIVATE"),
    anActivity("itu:4"),
  );
  await hub.append(
    anOverlap("itu:1", "who:1"),
    anOverlap("itu:2", "who:2", { outcome: "MERGED", assertions: [{ name: "SAME_SOURCE_ID", detail: "Both are XM-1." }] }),
    anOverlap("itu:3", "who:3", { level: "L3" }, "PRIVATE"),
    anOverlap("itu:3", "who:4", {}, "PRIVATE"),
    aDecision("itu:4", "who:1", "RELATED", { relation: "COMPLEMENT" }),
  );
});
afterAll(() => hub.stop());
beforeEach(() => published.clear());

describe("overlaps", () => {
  it("lists what is for everybody, the latest change first, and never what only some may see", async () => {
    await expect(list(null)).resolves.toEqual([DECIDED, MERGED, SEEN]);
    await expect(hub.ask(ONE, { variables: { id: HIDDEN } })).resolves.toEqual({ overlap: null });
    await expect(hub.ask(ONE, { variables: { id: REVIEW } })).resolves.toEqual({ overlap: null });
    await expect(list(null, { as: SECRETARIAT })).resolves.toEqual([DECIDED, HIDDEN, REVIEW, MERGED, SEEN]);
  });

  it.each([
    [holding("PUBLISHER", "itu"), true],
    [holding("PUBLISHER", "who"), true],
    [holding("PUBLISHER", "undp"), false],
    [holding("REPRESENTATIVE", "UNDP"), true],
    [holding("REPRESENTATIVE", "WHO"), true],
    [holding("REPRESENTATIVE", "ITU"), false],
    [holding("MODERATOR", "C7-eHealth"), false],
  ])("shows a request for review to its parties alone: $name", async (as, isParty) => {
    await expect(list({ levels: ["L3"] }, { as })).resolves.toEqual(isParty ? [REVIEW] : []);
    const { overlap } = await hub.ask<{ overlap: object | null }>(ONE, { as, variables: { id: REVIEW } });
    expect(overlap).toEqual(isParty ? expect.objectContaining({ level: "L3", state: "PROPOSED" }) : null);
    // What hangs on a private activity stays the secretariat's.
    await expect(list(null, { as })).resolves.not.toContain(HIDDEN);
  });

  it("shows a request for review to everybody once it is public", async () => {
    published.set(REVIEW, Number.POSITIVE_INFINITY);
    await expect(list({ levels: ["L3"] })).resolves.toEqual([REVIEW]);
    // What was found after the matter was settled isn't.
    published.set(REVIEW, 1);
    await expect(list({ levels: ["L3"] })).resolves.toEqual([]);
    published.set(HIDDEN, Number.POSITIVE_INFINITY);
    await expect(list(null)).resolves.not.toContain(HIDDEN);
  });

  it("tells of each what speaks for it, what was decided, and the records that count once", async () => {
    await expect(hub.ask(ONE, { variables: { id: MERGED } })).resolves.toMatchObject({
      overlap: {
        level: "L0",
        state: "CONFIRMED",
        assertions: [{ name: "SAME_SOURCE_ID", detail: "Both are XM-1." }],
        method: "1.0.0",
        decision: null,
        activities: [{ id: "itu:2" }, { id: "who:2" }],
        cluster: {
          id: "itu:2",
          size: 2,
          records: [
            { activity: { id: "itu:2" }, representative: true },
            { activity: { id: "who:2" }, representative: false },
          ],
        },
      },
    });
    const decision = { decision: "RELATED", relation: "COMPLEMENT", reason: "Both were read.", decidedBy: "the secretariat" };
    await expect(hub.ask(ONE, { variables: { id: DECIDED } })).resolves.toMatchObject({
      overlap: { level: null, state: "RELATED", assertions: [], cluster: null, decision },
    });
  });

  it.each([
    [{ levels: ["L0"] }, [MERGED, SEEN]],
    [{ states: ["RELATED", "PROPOSED"] }, [DECIDED, SEEN]],
    [{ activities: ["who:1", "itu:4"] }, [DECIDED, SEEN]],
    [{ agencies: ["itu"] }, [DECIDED, MERGED, SEEN]],
    [{ items: ["GPA-18"] }, [SEEN]],
    [{ items: ["GPA-18a"] }, []],
    [{ places: ["002"] }, [SEEN]],
    [{ places: ["KE"] }, []],
    [{ levels: [] }, []],
  ])("filters by %j", async (filter, expected) => {
    await expect(list(filter)).resolves.toEqual(expected);
  });

  it("BAD_INPUT: refuses levels that have no entries, instead of saying that there are none", async () => {
    await expect(hub.ask(LIST, { variables: { filter: { levels: ["L2"] } } })).rejects.toThrow("ask overlapsIn");
  });

  it("BAD_INPUT: refuses a code that nobody knows", async () => {
    const refused = { extensions: expect.objectContaining({ code: "BAD_INPUT" }) };
    await expect(list({ items: ["GPA-99"] })).rejects.toMatchObject(refused);
    await expect(list({ agencies: ["nobody"] })).rejects.toMatchObject(refused);
  });

  it("comes in pages that join to the whole list", async () => {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { overlaps }: Listed = await hub.ask<Listed>(LIST, { variables: { first: 1, after } });
      ids.push(...overlaps.nodes.map(({ id }) => id));
      after = overlaps.pageInfo.hasNextPage ? overlaps.pageInfo.endCursor : null;
    } while (after !== null);
    expect(ids).toEqual([DECIDED, MERGED, SEEN]);
  });

  it("answers at a point of the log as it stood then", async () => {
    const sequence = hub.appender.watermark;
    await hub.append(aDecision("itu:1", "who:1", "SAME"), change("OVERLAP", MERGED, null));
    await expect(list({ states: ["CONFIRMED"] })).resolves.toEqual([SEEN]);
    await expect(list({ states: ["CONFIRMED"] }, { asOf: { sequence } })).resolves.toEqual([MERGED]);
    await hub.append(change("OVERLAP_DECISION", SEEN, null), anOverlap("itu:2", "who:2", { outcome: "MERGED" }));
  });

  it("lets a deleted activity's overlaps go", async () => {
    await hub.append(change("ACTIVITY", "who:2", null));
    await expect(list(null)).resolves.toEqual([DECIDED, SEEN]);
  });
});
