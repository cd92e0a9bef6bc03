import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import type { FindingKind, FindingRecord } from "@actionline/schema/coordination-records";
import type { StoredActivity } from "@actionline/schema/hub-records";
import { overlapId } from "@actionline/schema/overlap-id";
import {
  aDecision,
  aFacilitator,
  aHarvest,
  anActivity,
  anExpectation,
  anItem,
  anOverlap,
  aScope,
} from "@actionline/stocktaking/testing/records";
import { smallWorld } from "@actionline/stocktaking/testing/small-world";
import { startFindings, type TestFindings } from "../testing/start-findings";

let hub: TestFindings;
let added: Change[] = [];

/** Takes changes in for one test: they are gone again after it. */
async function append(...changes: readonly Change[]): Promise<void> {
  added.push(...changes);
  await hub.append(...changes);
}

/** Leaves the small world as it was, and no finding. */
async function clear(): Promise<void> {
  const found = Array.from(hub.findings.table.at(hub.findings.sequence).keys(), (id) => change("FINDING", id, null));
  const gone = new Map(added.map(({ kind, subject }) => [`${kind} ${subject}`, change(kind, subject, null)]));
  for (const { kind, subject } of smallWorld()) gone.delete(`${kind} ${subject}`);
  await hub.append(...found, ...gone.values());
  await hub.append(...smallWorld());
  added = [];
}

beforeAll(async () => {
  hub = await startFindings();
  await hub.append(...smallWorld());
});
afterEach(async () => {
  await hub.findings.reach(hub.appender.watermark);
  await clear();
});
afterAll(() => hub.stop());

const standing = async (kind: FindingKind): Promise<FindingRecord[]> => {
  await hub.findings.reach(hub.appender.watermark);
  const records = Array.from(hub.findings.table.at(hub.appender.watermark).values(), ({ record }) => record);
  return records.filter((record) => record.kind === kind).sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
};
const placeOf = ({ item, actionLine, place, stakeholderType, overlap, activities }: FindingRecord): string =>
  [item, actionLine, place, stakeholderType, overlap, ...activities].join(" ");
const where = ({ item, place, year, stakeholderType }: FindingRecord) => [item, place, year, stakeholderType];
const organizations = ({ parties }: FindingRecord) => parties.map(({ organization }) => organization);
const inKenya = { places: [{ place: "KE" }] };
const ofHealth = (id: string, level: "COMPLETE" | "NIL", more: object = {}) => aScope(id, level, { actionLines: ["C7-eHealth"], ...more });

describe("the survey of findings", () => {
  it("O2: drafts each cell that is omitted, with those who answer for it and the scopes that it rests on", async () => {
    await append(ofHealth("who:all", "COMPLETE"), anActivity("who:1", { items: [{ item: "GPA-18a" }], ...inKenya }));
    await hub.survey();
    const found = await standing("O2_ACTIVITY");
    // Work for GPA-18a is work for GPA-18 above it; everything in the other region and GPA-18b everywhere is empty.
    expect(found.map(where)).toEqual([
      ["GPA-18", "142", 2024, null],
      ["GPA-18a", "142", 2024, null],
      ["GPA-18b", "002", 2024, null],
      ["GPA-18b", "142", 2024, null],
    ]);
    expect(found[0]).toMatchObject({
      state: "DRAFT",
      actionLine: "C7-eHealth",
      since: expect.stringMatching(/^2025-06-01T00:00:00/),
      parties: [{ organization: "WHO", agency: "who", role: "LEAD_FACILITATOR" }],
      evidence: expect.arrayContaining([{ text: "who declared: COMPLETE.", kind: "SCOPE", ids: ["who:all"] }]),
    });
  });

  it("O2: keeps to countries where the register expects something of them", async () => {
    await append(ofHealth("who:all", "COMPLETE"), anExpectation("kenya", { item: "GPA-18a", place: "KE", year: 2024 }));
    await hub.survey();
    expect((await standing("O2_ACTIVITY")).map(where).filter(([, place]) => place === "KE" || place === "UG")).toEqual([
      ["GPA-18a", "KE", 2024, null],
    ]);
  });

  it("never speaks of an item that says what another one says", async () => {
    await append(ofHealth("who:all", "COMPLETE"), anItem("GPA-18b", "C7-eHealth", { parent: "GPA-18", nearDuplicateOf: "GPA-18a" }));
    await hub.survey();
    const kinds: FindingKind[] = ["O1_MANDATE", "O2_ACTIVITY", "O6_REPORTING"];
    const items = (await Promise.all(kinds.map(standing))).flat().map(({ item }) => item);
    expect(items).toContain("GPA-18a");
    expect(items).not.toContain("GPA-18b");
  });

  it("O1: drafts one finding for an item that nobody answers for", async () => {
    await append(anItem("GPA-30", "C7"));
    await hub.survey();
    const found = await standing("O1_MANDATE");
    expect(found.map(where)).toEqual([["GPA-30", null, 2024, null]]);
    await append(aFacilitator("C7", "ITU", { from: "2023-01-01" }));
    await hub.survey();
    await expect(standing("O1_MANDATE")).resolves.toEqual([]);
  });

  it("O1: drafts one for an item that is expected of countries alone, and names these", async () => {
    const nowhere = (place: string) => anExpectation(`none ${place}`, { item: "GPA-30", place, state: "NOT_APPLICABLE" });
    await append(anItem("GPA-30", "C7"), nowhere("002"), nowhere("142"), anExpectation("kenya", { item: "GPA-30", place: "KE" }));
    await hub.survey();
    const found = await standing("O1_MANDATE");
    expect(found.map(where)).toEqual([["GPA-30", null, 2024, null]]);
    expect(found[0]?.evidence[0]?.text).toMatch(/nobody is known to answer in .*KE\)?\.$/);
  });

  it("O3: drafts what was planned for last year and nothing else, for who reports and who leads it", async () => {
    const planned: Partial<StoredActivity> = { status: "PLANNED", items: [{ item: "GPA-11a" }], ...inKenya };
    await append(
      anActivity("itu:late", planned),
      anActivity("itu:next", { ...planned, period: { start: "2025-01-01" } }),
      anActivity("itu:runs", { ...planned, status: "IMPLEMENTING" }),
      anActivity("itu:hidden", planned, "PRIVATE"),
      anActivity("itu:nothing", { ...planned, items: [] }),
    );
    await hub.survey();
    const found = await standing("O3_FOLLOW_THROUGH");
    expect(found.map(({ activities }) => activities)).toEqual([["itu:late"]]);
    expect(found[0]).toMatchObject({ item: "GPA-11a", actionLine: "C4", place: "KE", year: 2024 });
    expect(found.map(organizations)).toEqual([["ITU"]]);
    await append(anActivity("itu:late", { ...planned, status: "CANCELLED" }));
    await hub.survey();
    await expect(standing("O3_FOLLOW_THROUGH")).resolves.toEqual([]);
  });

  it("O4: drafts the type that the plan names where others alone cover the cell", async () => {
    await append(
      anItem("GPA-18a", "C7-eHealth", { parent: "GPA-18", stakeholderTypes: ["GOVERNMENT", "INTERNATIONAL_ORGANIZATION"] }),
      ofHealth("who:all", "COMPLETE"),
      anActivity("who:1", { items: [{ item: "GPA-18a" }], ...inKenya }),
    );
    await hub.survey();
    expect((await standing("O4_BREADTH")).map(where)).toEqual([["GPA-18a", "002", 2024, "GOVERNMENT"]]);
    // In the other region nobody did anything, which is said once.
    expect((await standing("O2_ACTIVITY")).filter(({ item }) => item === "GPA-18a").map(where)).toEqual([["GPA-18a", "142", 2024, null]]);
  });

  it("O5: drafts covered cells without money, until an amount is reported for an activity or for the item", async () => {
    const { id, ...budget } = {
      kind: "BUDGET",
      id: "who:b",
      reporter: { id: "WHO", name: "WHO" },
      measure: "BUDGET",
      period: { start: "2024-01-01", end: "2024-12-31" },
      value: { amount: "1", currency: "USD" },
      agency: "who",
      source: "who/feed",
    } as const;
    await append(ofHealth("who:all", "COMPLETE"), anActivity("who:1", { items: [{ item: "GPA-18a" }], ...inKenya }));
    await hub.survey();
    expect((await standing("O5_FUNDING")).map(where)).toEqual([
      ["GPA-18", "002", 2024, null],
      ["GPA-18a", "002", 2024, null],
    ]);
    await append(change("BUDGET", id, { ...budget, id, item: "GPA-18" }));
    await hub.survey();
    expect((await standing("O5_FUNDING")).map(where)).toEqual([["GPA-18a", "002", 2024, null]]);
    await append(change("BUDGET", id, { ...budget, id, activity: "who:1" }));
    await hub.survey();
    await expect(standing("O5_FUNDING")).resolves.toEqual([]);
  });

  it("O6: drafts one finding an item that was unknown two years running, about reporters who declared nothing", async () => {
    await hub.survey();
    const found = await standing("O6_REPORTING");
    expect(found.map(({ item }) => item)).toEqual(["GPA-11a", "GPA-11b", "GPA-18", "GPA-18a", "GPA-18b"]);
    expect(found.map(organizations)).toEqual([["ITU"], ["ITU"], ["WHO"], ["WHO"], ["WHO"]]);
    await append(ofHealth("who:before", "COMPLETE", { years: [2023] }));
    await hub.survey();
    expect((await standing("O6_REPORTING")).map(({ item }) => item)).toEqual(["GPA-11a", "GPA-11b"]);
  });

  it("O7: drafts a line with many activities and no output of its team", async () => {
    const activities = [1, 2, 3, 4, 5].map((n) => anActivity(`who:${n}`, { items: [{ item: "GPA-18a" }], ...inKenya }));
    await append(...activities.slice(1));
    await hub.survey();
    await expect(standing("O7_SYNTHESIS")).resolves.toEqual([]);
    await append(...activities);
    await hub.survey();
    expect(await standing("O7_SYNTHESIS")).toMatchObject([
      { actionLine: "C7-eHealth", item: null, year: 2024, parties: [{ organization: "WHO" }] },
    ]);
    const title = [{ language: "en", text: "Report" }];
    const output = { kind: "OUTPUT", id: "who:o", actionLine: "C7-eHealth", year: 2024, title } as const;
    await append(change("OUTPUT", "who:o", { ...output, agency: "who", source: "who/feed" }));
    await hub.survey();
    await expect(standing("O7_SYNTHESIS")).resolves.toEqual([]);
  });

  it("CONFLICT: drafts a nil return that the same agency's own records contradict, and none that another's do", async () => {
    await append(ofHealth("who:nil", "NIL"), anActivity("itu:1", { items: [{ item: "GPA-18a" }], ...inKenya }));
    await hub.survey();
    await expect(standing("CONFLICT")).resolves.toEqual([]);
    await append(anActivity("who:1", { items: [{ item: "GPA-18a" }], ...inKenya }));
    await hub.survey();
    expect(await standing("CONFLICT")).toMatchObject([
      { item: "GPA-18a", place: null, activities: ["who:1"], parties: [{ organization: "WHO", agency: "who" }] },
    ]);
    await append(ofHealth("who:nil", "COMPLETE"));
    await hub.survey();
    await expect(standing("CONFLICT")).resolves.toEqual([]);
  });

  it("L3: drafts pairs that nobody decided on, both of them public, for both agencies", async () => {
    const l3 = { level: "L3", items: ["GPA-18a"], places: ["KE"] } as const;
    await append(
      ...["who:1", "who:2", "itu:1"].map((id) => anActivity(id, { items: [{ item: "GPA-18a" }], ...inKenya })),
      anActivity("itu:hidden", {}, "PRIVATE"),
      anOverlap("who:1", "itu:1", l3, "PRIVATE"),
      anOverlap("who:2", "itu:1", l3, "PRIVATE"),
      anOverlap("who:1", "itu:hidden", l3, "PRIVATE"),
      anOverlap("who:1", "who:2", { level: "L0" }),
      aDecision("who:2", "itu:1", "RELATED"),
    );
    await hub.survey();
    expect(await standing("L3_CANDIDATE_DUPLICATION")).toMatchObject([
      { overlap: overlapId("who:1", "itu:1"), activities: ["itu:1", "who:1"], item: "GPA-18a", place: "KE", year: null },
    ]);
    expect((await standing("L3_CANDIDATE_DUPLICATION")).map(organizations)).toEqual([["ITU", "WHO"]]);
    await append(aDecision("who:1", "itu:1", "DISTINCT"));
    await hub.survey();
    await expect(standing("L3_CANDIDATE_DUPLICATION")).resolves.toEqual([]);
  });

  it("drafts no more of a kind than may stand, counts what it leaves out, and goes on when there is room", async () => {
    await append(ofHealth("who:all", "COMPLETE"));
    const outcome = await hub.survey(4);
    expect(outcome.leftOut.get("O2_ACTIVITY")).toBe(2);
    expect(outcome.holding.get("O2_ACTIVITY")).toBe(6);
    expect(await standing("O2_ACTIVITY")).toHaveLength(4);
    await hub.survey();
    expect(await standing("O2_ACTIVITY")).toHaveLength(6);
  });

  it("never lets a machine say omission or duplication", async () => {
    await append(
      ofHealth("who:all", "NIL"),
      anActivity("who:1", { items: [{ item: "GPA-18a" }], ...inKenya }),
      anActivity("itu:1", { items: [{ item: "GPA-18a" }], status: "PLANNED", ...inKenya }),
      anOverlap("who:1", "itu:1", { level: "L3", items: ["GPA-18a"] }, "PRIVATE"),
      anItem("GPA-30", "C7"),
    );
    await hub.survey();
    await hub.findings.reach(hub.appender.watermark);
    const texts = Array.from(hub.findings.table.at(hub.appender.watermark).values()).flatMap(({ record }) =>
      record.evidence.map(({ text }) => text),
    );
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((text) => /omission|duplicat/i.test(text))).toEqual([]);
  });

  // From here on the clock moves, and the log never goes back.
  it("writes nothing the second time, even days later", async () => {
    await append(ofHealth("who:all", "COMPLETE"), anActivity("who:1", { items: [{ item: "GPA-18a" }], ...inKenya }));
    await expect(hub.survey()).resolves.toMatchObject({ resolved: 0, dropped: 0 });
    const { watermark } = hub.appender;
    hub.clock.now = new Date("2025-06-05T00:00:00Z");
    await expect(hub.survey()).resolves.toMatchObject({ drafted: 0, updated: 0, dropped: 0, resolved: 0, sequence: watermark });
    expect(hub.appender.watermark).toBe(watermark);
  });

  it("keeps since when a finding has held while what it says changes", async () => {
    await append(ofHealth("who:all", "COMPLETE"));
    await hub.survey();
    hub.clock.now = new Date("2025-06-09T00:00:00Z");
    await append(ofHealth("who:more", "NIL", { items: ["GPA-18b"], actionLines: undefined }));
    // Both regions of the item and of the one above it, of which it is a part.
    await expect(hub.survey()).resolves.toMatchObject({ drafted: 0, updated: 4 });
    const [changed] = (await standing("O2_ACTIVITY")).filter(({ item }) => item === "GPA-18b");
    expect(changed?.evidence).toContainEqual({ text: "who declared: NIL.", kind: "SCOPE", ids: ["who:more"] });
    expect(changed?.since).toMatch(/^2025-06-05T/);
  });

  it("looks after earlier years' findings without drafting new ones for them", async () => {
    await append(ofHealth("who:all", "COMPLETE", { items: ["GPA-18b"], actionLines: undefined }));
    await hub.survey();
    hub.clock.now = new Date("2026-02-01T00:00:00Z");
    await append(aHarvest("who/feed", "2026-01-30T00:00:00Z"), aHarvest("itu/feed", "2026-01-30T00:00:00Z"));
    await append(ofHealth("who:late", "COMPLETE", { items: ["GPA-18a"], actionLines: undefined }));
    await hub.survey();
    const found = (await standing("O2_ACTIVITY")).map(where);
    expect(found).toEqual([
      ["GPA-18b", "002", 2024, null],
      ["GPA-18b", "142", 2024, null],
    ]);
    await append(anActivity("who:1", { items: [{ item: "GPA-18b" }], ...inKenya }));
    await hub.survey();
    expect((await standing("O2_ACTIVITY")).map(where)).toEqual([["GPA-18b", "142", 2024, null]]);
  });
});
