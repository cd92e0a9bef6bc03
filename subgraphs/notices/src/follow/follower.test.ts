import { change } from "@actionline/log/testing/change";
import { awaitedOf, eventsOf, followerOf, watchesOf } from "../store";
import { aDecision, aFinding, anAcceptance, anActivity, anOverlap, CONFIRMED } from "../testing/records";
import { ANNA, BEN, SECRETARIAT, startNotices, type TestNotices } from "../testing/start-notices";

let hub: TestNotices;
const follow = (): Promise<number> => hub.notices.follower.follow();
const kinds = async (): Promise<string[]> => (await hub.events()).map(({ kind, watch }) => `${kind}${watch === null ? "" : " to a watch"}`);
let unique = 0;
/** Work that touches a cell of the watched slice; another title each time, so that it makes an entry. */
const touch = (item = "I1", place = "P1"): Promise<number> => {
  unique += 1;
  return hub.append(anActivity(`who:${item}${place}`, [item], [place], "PUBLIC", `title ${unique}`));
};
const CELL = { item: "I1", place: "P1", year: 2024, type: null } as const;

beforeEach(async () => {
  hub = await startNotices();
});

afterEach(async () => {
  expect(hub.faults).toEqual([]);
  await hub.stop();
});

describe("cells", () => {
  test("a watch is told once that a cell became a possible gap", async () => {
    const { id } = await hub.watch({ slice: { items: ["I1"], places: ["P1"], years: [2024] } });
    hub.cells.set(CELL, "OMITTED");
    await touch();
    expect(await follow()).toBe(1);
    expect(await follow()).toBe(0);
    await touch();
    expect(await follow()).toBe(0);
    const [event] = await hub.events();
    expect(event).toMatchObject({ kind: "CELL_OMITTED", watch: id, count: 1, cells: [CELL], visibility: "PUBLIC" });
    expect(event?.text).toBe("A possible gap: I1, P1, 2024.");
  });

  test("what was empty when the watch was saved is no news, and is news once something decided otherwise in between", async () => {
    hub.cells.set(CELL, "OMITTED");
    await hub.watch({});
    await touch();
    expect(await follow()).toBe(0);
    hub.cells.set(CELL, "OTHER");
    await touch();
    await follow();
    hub.cells.set(CELL, "OMITTED");
    await touch();
    expect(await follow()).toBe(1);
  });

  test("an outage tells of the source alone, and its end doesn't tell the old gap again", async () => {
    hub.cells.sources = [{ source: "who/feed", agency: "who", standing: "GOOD" }];
    hub.cells.set(CELL, "OMITTED");
    await hub.watch({});
    hub.cells.set(CELL, "UNKNOWN", true);
    hub.cells.sources = [{ source: "who/feed", agency: "who", standing: "FAILED" }];
    await touch();
    await follow();
    hub.cells.sources = [{ source: "who/feed", agency: "who", standing: "UNDER_WAY" }];
    await touch();
    await follow();
    hub.cells.set(CELL, "OMITTED");
    hub.cells.sources = [{ source: "who/feed", agency: "who", standing: "GOOD" }];
    await touch();
    await follow();
    expect(await kinds()).toEqual(["SOURCE_FAILED to a watch", "SOURCE_RECOVERED to a watch"]);
  });

  test("a watch that is saved during an outage isn't told of the gap that the outage hid", async () => {
    hub.cells.set(CELL, "UNKNOWN", true);
    await hub.watch({});
    hub.cells.set(CELL, "OMITTED");
    await touch();
    expect(await follow()).toBe(0);
  });

  test("a gap that was only assumed behind an outage is news, if something else came between before it was seen", async () => {
    hub.cells.set(CELL, "UNKNOWN", true);
    await hub.watch({});
    // Its scope was withdrawn meanwhile; the source recovers; later somebody declares again.
    hub.cells.set(CELL, "UNKNOWN");
    await touch();
    expect(await follow()).toBe(0);
    const again = hub.reopen();
    hub.cells.set(CELL, "OMITTED");
    await touch();
    expect(await again.follower.follow()).toBe(1);
    hub.cells.set(CELL, "UNKNOWN");
    await touch();
    await again.follower.follow();
    hub.cells.set(CELL, "OMITTED");
    await touch();
    expect(await again.follower.follow()).toBe(0);
    await again.close();
  });

  test("a cell that was unknown for another reason is told of when it turns out to be empty", async () => {
    hub.cells.set(CELL, "UNKNOWN");
    await hub.watch({});
    hub.cells.set(CELL, "OMITTED");
    await touch();
    expect(await follow()).toBe(1);
  });

  test("a source that lapses with time alone is told of, without any entry", async () => {
    hub.cells.sources = [{ source: "who/feed", agency: "who", standing: "GOOD" }];
    await hub.watch({});
    hub.cells.sources = [{ source: "who/feed", agency: "who", standing: "FAILED" }];
    hub.clock.now = new Date("2025-09-01T00:00:00Z");
    expect(await follow()).toBe(1);
    expect(await kinds()).toEqual(["SOURCE_FAILED to a watch"]);
  });

  test("a year that closes makes news without any entry", async () => {
    await hub.watch({ slice: { items: ["I1"], places: ["P1"] } });
    hub.cells.lastClosedYear = 2025;
    hub.cells.set({ ...CELL, year: 2025 }, "OMITTED");
    hub.clock.now = new Date("2026-01-01T00:00:01Z");
    expect(await follow()).toBe(1);
  });

  test("a watch that doesn't ask for gaps isn't told of them, and one of another place neither", async () => {
    await hub.watch({ events: ["SOURCE_FAILED"] });
    await hub.watch({ slice: { places: ["P2"] } });
    hub.cells.set(CELL, "OMITTED");
    await touch();
    expect(await follow()).toBe(0);
  });

  test("what was removed is told nothing more", async () => {
    const { id } = await hub.watch({});
    await hub.ask('mutation ($id: ID!) { removeWatch(input: { watch: $id, idempotencyKey: "r" }) { watch } }', {
      variables: { id },
      as: ANNA,
    });
    hub.cells.set(CELL, "OMITTED");
    await touch();
    expect(await follow()).toBe(0);
    expect(await watchesOf(hub.db).findOne({ _id: id })).toMatchObject({ removed: true, name: "", webhook: null });
  });
});

describe("work", () => {
  test("cells that nothing touched aren't worked out, and one pass serves all watches and all entries of a round", async () => {
    const items = Array.from({ length: 40 }, (_, number) => `I${number}`);
    const places = Array.from({ length: 25 }, (_, number) => `P${number}`);
    for (let number = 0; number < 30; number += 1) {
      await hub.watch(
        { slice: { items, places: number === 0 ? places : [...places, `own ${number}`], years: [2024] } },
        { ...ANNA, id: `a${number}` },
      );
    }
    hub.cells.passes.length = 0;
    const index = hub.notices.follower.index;
    index.looks = 0;
    for (let number = 0; number < 20; number += 1) await touch("I3", `P${number}`);
    hub.cells.set({ item: "I3", place: "P3", year: 2024, type: null }, "OMITTED");
    expect(await follow()).toBe(30);
    const [pass, ...others] = hub.cells.passes;
    expect(others).toEqual([]);
    expect(pass?.items).toEqual(["I3"]);
    expect(pass?.places).toHaveLength(20);
    // Watches are looked up for the one cell that turned, not evaluated for each of twenty entries.
    expect(index.looks).toBeLessThanOrEqual(30);
    hub.cells.passes.length = 0;
    await touch("I99", "P1");
    await follow();
    expect(hub.cells.passes).toEqual([]);
  });

  test("watches of the same slice are one slice to the index", async () => {
    for (let number = 0; number < 20; number += 1) await hub.watch({}, { ...ANNA, id: `a${number}` });
    hub.notices.follower.index.looks = 0;
    hub.cells.set(CELL, "OMITTED");
    await touch();
    expect(await follow()).toBe(20);
    expect(hub.notices.follower.index.looks).toBe(1);
  });

  test("many cells at once are one event that names a hundred and counts all", async () => {
    const places = Array.from({ length: 150 }, (_, number) => `P${number}`);
    await hub.watch({ slice: { places } });
    for (const place of places) hub.cells.set({ ...CELL, place }, "OMITTED");
    await hub.append(anActivity("who:many", ["I1"], places));
    expect(await follow()).toBe(1);
    const [event] = await hub.events();
    expect(event).toMatchObject({ count: 150 });
    expect(event?.cells).toHaveLength(100);
    expect(event?.text).toBe("150 possible gaps: I1, P0, 2024; I1, P1, 2024; I1, P2, 2024; and 147 more.");
  });

  test("work that moved away touches the cell that it left", async () => {
    await hub.append(anActivity("who:moving", ["I1"], ["P1"]));
    await hub.watch({});
    hub.cells.set(CELL, "OMITTED");
    await hub.append(anActivity("who:moving", ["I1"], ["P9"]));
    expect(await follow()).toBe(1);
  });

  test("work that counts by a reviewer's word alone touches the cell that it is accepted for", async () => {
    await hub.append(anActivity("who:plain", [], ["P1"]), anAcceptance("who:plain", "I1"));
    await hub.watch({});
    hub.cells.set(CELL, "OMITTED");
    await hub.append(change("ACTIVITY", "who:plain", null));
    expect(await follow()).toBe(1);
  });

  test("without a watch the log isn't read for cells", async () => {
    await touch();
    hub.reads.length = 0;
    await follow();
    expect(hub.reads).not.toContain("activities");
    expect(hub.cells.passes).toEqual([]);
  });
});

describe("exactly once", () => {
  test("a round that is cut short before its end is done again, and nothing is told twice", async () => {
    await hub.watch({});
    hub.cells.set(CELL, "OMITTED");
    await touch();
    const crashed = hub.cells.statesOf.bind(hub.cells);
    hub.cells.statesOf = async (grid, point, onCell) => {
      await crashed(grid, point, onCell);
      throw new Error("the process was killed");
    };
    await expect(follow()).rejects.toThrow("killed");
    expect(await hub.events()).toEqual([]);
    hub.cells.statesOf = crashed;
    const again = hub.reopen();
    expect(await again.follower.follow()).toBe(1);
    expect(await again.follower.follow()).toBe(0);
    await again.close();
  });

  test("of two followers at once one stops its round, and what it goes on with is told once", async () => {
    await hub.watch({});
    const other = hub.reopen();
    await other.follower.follow();
    hub.cells.set(CELL, "OMITTED");
    await touch();
    const both = await Promise.allSettled([follow(), other.follower.follow()]);
    expect(both.filter(({ status }) => status === "fulfilled").length).toBeGreaterThanOrEqual(1);
    await follow();
    await other.follower.follow();
    expect(await eventsOf(hub.db).countDocuments()).toBe(1);
    await other.close();
  });

  test("a follower that was overtaken while it worked writes nothing of what it found", async () => {
    await hub.watch({});
    const slow = hub.reopen();
    await slow.follower.follow();
    hub.cells.set(CELL, "OMITTED");
    await touch();
    const work = hub.cells.statesOf.bind(hub.cells);
    let overtake = true;
    hub.cells.statesOf = async (grid, point, onCell) => {
      await work(grid, point, onCell);
      if (!overtake) return;
      overtake = false;
      await hub.append(aFinding("f1"));
      await follow();
    };
    await expect(slow.follower.follow()).rejects.toThrow("Another process follows the log");
    expect((await kinds()).sort()).toEqual(["CELL_OMITTED to a watch", "FINDING_NOTIFIED"]);
    expect(await slow.follower.follow()).toBe(0);
    await slow.close();
  });

  test("a restart goes on where it was, with what it had learnt", async () => {
    await hub.watch({});
    hub.cells.set(CELL, "OMITTED");
    await touch();
    await follow();
    const again = hub.reopen();
    await touch();
    expect(await again.follower.follow()).toBe(0);
    expect((await followerOf(hub.db).findOne({ _id: "follower" }))?.sequence).toBe(hub.appender.watermark);
    await again.close();
  });

  test("positions grow by one in the order of the events", async () => {
    await hub.watch({});
    await hub.watch({}, BEN);
    hub.cells.set(CELL, "OMITTED");
    await touch();
    await hub.append(aFinding("f1"));
    await follow();
    expect((await hub.events()).map(({ position }) => position)).toEqual([1, 2, 3]);
  });
});

describe("overlaps", () => {
  beforeEach(async () => {
    await hub.append(anActivity("who:a", ["I1"], ["P1"]), anActivity("itu:b", ["I1"], ["P1"]), anActivity("itu:c", ["I7"], ["P1"]));
    await hub.watch({ events: ["OVERLAP_CONFIRMED"] });
  });

  test("a merge is told, a proposal isn't until a person decides, and neither is told twice", async () => {
    await hub.append(anOverlap("who:a", "itu:b", "PROPOSED"));
    expect(await follow()).toBe(0);
    await hub.append(aDecision("who:a", "itu:b", "SAME"));
    expect(await follow()).toBe(1);
    await hub.append(anOverlap("who:a", "itu:b", "MERGED"));
    expect(await follow()).toBe(0);
    expect((await hub.events())[0]?.text).toBe("A confirmed overlap: itu:b and who:a.");
  });

  test("what a person found distinct isn't told when the matcher merges it", async () => {
    await hub.append(aDecision("who:a", "itu:b", "DISTINCT"));
    await hub.append(anOverlap("who:a", "itu:b", "MERGED"));
    expect(await follow()).toBe(0);
  });

  test("a pair that doesn't touch the slice isn't told", async () => {
    await hub.append(anActivity("who:d", ["I7"], ["P1"]), anOverlap("itu:c", "who:d", "MERGED"));
    expect(await follow()).toBe(0);
  });

  test("a pair of which one record is private is told to those alone who may read it", async () => {
    await hub.watch({ events: ["OVERLAP_CONFIRMED"] }, SECRETARIAT);
    await hub.append(anActivity("who:p", ["I1"], ["P1"], "PRIVATE"));
    await hub.append(anOverlap("who:p", "itu:b", "MERGED"));
    expect(await follow()).toBe(1);
    const [event] = await hub.events();
    expect(event).toMatchObject({ audience: ["principal:s"], visibility: "PRIVATE" });
  });
});

describe("findings", () => {
  test("parties are told of the notice, the replies and the decision, and the secretariat of replies", async () => {
    await hub.append(aFinding("f1", { state: "DRAFT", notifiedAt: null, deadline: null }));
    expect(await follow()).toBe(0);
    await hub.append(aFinding("f1"));
    const reply = { organization: "WHO", by: "Ben", stance: "EXPLAINS", text: "We did it.", at: "2025-06-02T00:00:00Z" } as const;
    await hub.append(aFinding("f1", { state: "REPLIED", replies: [reply] }));
    await hub.append(aFinding("f1", { ...CONFIRMED, replies: [reply] }));
    await follow();
    expect((await hub.events()).map(({ kind, audience }) => [kind, ...audience])).toEqual([
      ["FINDING_NOTIFIED", "agency:who", "organization:WHO", "team:C7"],
      ["FINDING_REPLIED", "agency:who", "organization:WHO", "team:C7", "secretariat"],
      ["FINDING_DECIDED", "agency:who", "organization:WHO", "team:C7"],
    ]);
    const [first] = await hub.events();
    expect(first?.text).toBe("A finding awaits your reply until 2025-07-01: possible omission, I1, P1, 2024.");
  });

  test("a watcher who isn't a party is told of a confirmed one only once everybody may see it", async () => {
    await hub.watch({ events: ["GAP_CONFIRMED"] });
    await hub.append(aFinding("f1", CONFIRMED));
    await follow();
    expect(await kinds()).toEqual(["FINDING_NOTIFIED", "FINDING_DECIDED"]);
    const nothing = await hub.ask<{ notifications: { totalCount: number } }>("{ notifications { totalCount } }", { as: ANNA });
    expect(nothing.notifications.totalCount).toBe(0);
    hub.clock.now = new Date("2025-07-02T00:00:00Z");
    expect(await follow()).toBe(1);
    expect(await follow()).toBe(0);
    expect((await hub.events()).at(-1)).toMatchObject({ kind: "GAP_CONFIRMED", visibility: "PUBLIC", audience: ["principal:anna"] });
  });

  test("a party that watches is told at once, in private, and not a second time when it becomes public", async () => {
    await hub.watch({ events: ["GAP_CONFIRMED"] }, BEN);
    await hub.append(aFinding("f1", CONFIRMED));
    await follow();
    expect((await hub.events()).at(-1)).toMatchObject({ kind: "GAP_CONFIRMED", visibility: "PRIVATE", audience: ["principal:ben"] });
    hub.clock.now = new Date("2025-07-02T00:00:00Z");
    expect(await follow()).toBe(0);
  });

  test("whose role has ended is judged by what it may see now", async () => {
    await hub.watch({ events: ["GAP_CONFIRMED"] }, BEN);
    hub.principals.delete("ben");
    await hub.append(aFinding("f1", CONFIRMED));
    await follow();
    expect(await kinds()).not.toContain("GAP_CONFIRMED to a watch");
  });

  test("one that was refuted before it could be public is never told to watches", async () => {
    await hub.watch({ events: ["GAP_CONFIRMED"] });
    await hub.append(aFinding("f1", CONFIRMED));
    await follow();
    await hub.append(
      aFinding("f1", { state: "REFUTED", decision: { ...CONFIRMED.decision, outcome: "REFUTED", at: "2025-06-03T00:00:00Z" } }),
    );
    hub.clock.now = new Date("2025-07-02T00:00:00Z");
    await follow();
    expect(await kinds()).not.toContain("GAP_CONFIRMED to a watch");
  });

  test("one that was confirmed and refuted within one round isn't told to watches, and one confirmed twice is told once", async () => {
    hub.clock.now = new Date("2025-07-02T00:00:00Z");
    await hub.watch({ events: ["GAP_CONFIRMED"] });
    const refuted = { state: "REFUTED", decision: { ...CONFIRMED.decision, outcome: "REFUTED", at: "2025-06-03T00:00:00Z" } } as const;
    await hub.append(aFinding("f1", CONFIRMED));
    await hub.append(aFinding("f1", refuted));
    await follow();
    expect(await kinds()).not.toContain("GAP_CONFIRMED to a watch");
    await hub.append(aFinding("f2", CONFIRMED));
    await hub.append(aFinding("f2", refuted));
    await hub.append(aFinding("f2", CONFIRMED));
    await follow();
    expect((await hub.events()).at(-1)).toMatchObject({ kind: "GAP_CONFIRMED", count: 1, findings: ["f2"] });
  });

  test("one that was resolved before it was public isn't waited for any more", async () => {
    await hub.append(aFinding("f1", CONFIRMED));
    await follow();
    expect(await awaitedOf(hub.db).countDocuments()).toBe(1);
    await hub.append(aFinding("f1", { ...CONFIRMED, state: "RESOLVED" }));
    await follow();
    expect(await awaitedOf(hub.db).countDocuments()).toBe(0);
  });

  test("a private L3 finding gives another's watch nothing, not even a count", async () => {
    await hub.append(anActivity("who:a", ["I1"], ["P1"]), anActivity("itu:b", ["I1"], ["P1"]));
    const { id } = await hub.watch({ feed: true });
    await hub.append(aFinding("f3", { ...CONFIRMED, kind: "L3_CANDIDATE_DUPLICATION", activities: ["who:a", "itu:b"] }));
    await follow();
    const operation = "query ($id: ID!) { events(watch: $id) { totalCount } notifications { totalCount nodes { event { id } } } }";
    const answer = await hub.ask(operation, { variables: { id }, as: ANNA });
    expect(answer).toEqual({ events: { totalCount: 0 }, notifications: { totalCount: 0, nodes: [] } });
  });

  test("a finding about one type of stakeholder isn't told to a watch of another", async () => {
    hub.clock.now = new Date("2025-07-02T00:00:00Z");
    await hub.watch({ slice: { stakeholderTypes: ["GOVERNMENT"] }, events: ["GAP_CONFIRMED"] });
    await hub.append(aFinding("f4", { ...CONFIRMED, kind: "O4_BREADTH", stakeholderType: "CIVIL_SOCIETY" }));
    await follow();
    expect(await kinds()).not.toContain("GAP_CONFIRMED to a watch");
  });
});
