import { featuresOf } from "../features/activity-features";
import { anActivity, inEnglish, PLACES } from "../testing/records";
import { Hierarchy } from "./hierarchy";
import { MatchIndex } from "./match-index";
import { Postings } from "./postings";

const ITEM = { id: "GPA-18a", parent: null };
const openIndex = (): MatchIndex => new MatchIndex(new Hierarchy(PLACES, [ITEM]));
const work = (id: string, more: Parameters<typeof anActivity>[1] = {}) =>
  featuresOf(anActivity(id, { title: inEnglish("First steps in coding for school leavers"), places: [{ place: "KE" }], ...more }));
const TRAINING = { activityKind: "TRAINING" as const, items: [{ item: "GPA-18a" }], targetGroups: ["nurses"] };
const training = (id: string) => work(id, { ...TRAINING, title: inEnglish(`Work of ${id}`) });

describe("the index of blocks", () => {
  it("forgets versions that were replaced and keeps answering alike", () => {
    const index = openIndex();
    index.load(1, work("a:1"));
    index.load(2, training("c:2"));
    index.load(3, training("d:3"));
    let slot = index.load(4, work("b:4"));
    for (let sequence = 5; sequence < 9_000; sequence += 1) {
      index.remove(slot, work("b:4"));
      slot = index.load(sequence, work("b:4"));
    }
    const answers = () => ({
      same: index.sameAs(index.heads.slotOf(1), work("a:1")).TITLE.map((other) => index.heads.sequences.at(other)),
      partners: index.partnersOf(index.heads.slotOf(2)).map((other) => index.heads.sequences.at(other)),
      times: index.timesInSource("b/feed", "first steps in coding for school leavers"),
    });
    expect(answers()).toEqual({ same: [8_999], partners: [3], times: 1 });
    index.compactIfWorthwhile();
    expect(index.heads.slots).toBe(4);
    expect(answers()).toEqual({ same: [8_999], partners: [3], times: 1 });
    expect(index.heads.after(0, 10)).toEqual([1, 2, 3, 8_999]);
    expect(index.heads.slotOf(7)).toBe(-1);
  });

  it("finds near titles by any two of their first words, however long the titles are", () => {
    const words = Array.from({ length: 14 }, (_, at) => `subject${String.fromCharCode(97 + at)}`);
    for (let length = 4; length <= 14; length += 1) {
      const title = words.slice(0, length);
      for (const left of title) {
        const index = openIndex();
        const one = work("a:1", { title: inEnglish(title.join(" ")) });
        const other = work("b:1", { title: inEnglish(title.filter((word) => word !== left).join(" ")) });
        index.load(1, one);
        index.load(2, other);
        expect(index.sameAs(0, one).TITLE).toEqual([1]);
        expect(index.sameAs(1, other).TITLE).toEqual([0]);
      }
    }
  });

  it("comes by those alone that a link names, and not by others of the same number", () => {
    const index = openIndex();
    const naming = (id: string, activity: string) =>
      work(id, { title: inEnglish(`Report of ${id}`), links: [{ type: "THIRD_PARTY", activity }] });
    const records = [
      naming("c:9", "b:1"),
      naming("d:8", "1"),
      work("a:1", { title: inEnglish("One") }),
      work("b:1", { title: inEnglish("Two") }),
    ];
    for (const [at, features] of records.entries()) index.load(at + 1, features);
    const found = records.map((features, slot) => [...index.sameAs(slot, features).KEY].sort());
    expect(found).toEqual([[3], [2, 3], [1, 3], [0, 1, 2]]);
  });

  it("takes a record out of a crowded block once a reviewer took the item back", () => {
    const index = new MatchIndex(new Hierarchy(PLACES, [ITEM]), { id: 64, url: 64, token: 256, cell: 2, partners: 20 });
    const { items: _, ...undeclared } = TRAINING;
    const bare = work("e:4", { ...undeclared, title: inEnglish("Work of e:4") });
    index.load(1, training("c:2"));
    index.load(2, training("d:3"));
    const slot = index.load(3, bare);
    for (let times = 0; times < 3; times += 1) {
      expect(index.setItems(slot, training("e:4"))).toEqual(expect.arrayContaining([0, 1]));
      expect(index.partnersOf(0)).toEqual([]);
      expect(index.setItems(slot, bare)).toEqual(expect.arrayContaining([0, 1]));
      expect(index.partnersOf(0)).toEqual([1]);
    }
  });

  it("refuses versions that don't ascend, which no search would find again", () => {
    const index = openIndex();
    index.load(5, work("a:1"));
    expect(() => index.load(5, work("b:4"))).toThrow(RangeError);
  });
});

describe("postings", () => {
  it("hold what a map of lists holds, through growth, deaths and new numbers", () => {
    const postings = new Postings();
    const expected = new Map<number, Set<number>>();
    const dead = new Uint8Array(20_000);
    for (let slot = 0; slot < 20_000; slot += 1) {
      const key = 1 + ((slot * 7_919) % 3_001) * 4_294_967_296;
      postings.add(key, slot);
      expected.set(key, (expected.get(key) ?? new Set()).add(slot));
      if (slot % 3 === 0) dead[slot] = 1;
    }
    const into = new Uint32Array(32);
    const read = (key: number, isDead: Uint8Array) =>
      Array.from(into.subarray(0, postings.read(key, isDead, 30, into))).sort((a, b) => a - b);
    const living = (slots: ReadonlySet<number>) => [...slots].filter((slot) => dead[slot] === 0);
    for (const [key, slots] of expected) expect(read(key, dead)).toEqual(living(slots));
    const numbers = new Uint32Array(20_000).map((_, slot) => slot + 100_000);
    postings.renumber(dead, numbers);
    const none = new Uint8Array(120_000);
    for (const [key, slots] of expected) expect(read(key, none)).toEqual(living(slots).map((slot) => slot + 100_000));
  });

  it("forget a slot under one key and keep it under others", () => {
    const postings = new Postings();
    for (const slot of [1, 2, 3]) for (const key of [7, 8]) postings.add(key, slot);
    for (const slot of [2, 9]) postings.remove(7, slot);
    postings.add(9, 4);
    const [into, dead] = [new Uint32Array(12), new Uint8Array(10)];
    const slots = [7, 8, 9].map((key) => Array.from(into.subarray(0, postings.read(key, dead, 10, into))));
    expect(slots).toEqual([[3, 1], [3, 2, 1], [4]]);
  });

  it("stop at one more than asked for", () => {
    const postings = new Postings();
    for (let slot = 0; slot < 50; slot += 1) postings.add(7, slot);
    expect(postings.read(7, new Uint8Array(50), 10, new Uint32Array(12))).toBe(11);
    expect(postings.read(8, new Uint8Array(50), 10, new Uint32Array(12))).toBe(0);
  });
});
