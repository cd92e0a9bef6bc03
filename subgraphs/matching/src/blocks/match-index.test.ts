import { featuresOf } from "../features/activity-features";
import { anActivity, inEnglish, PLACES } from "../testing/records";
import { Hierarchy } from "./hierarchy";
import { MatchIndex } from "./match-index";
import { Postings } from "./postings";

const ITEM = { id: "GPA-18a", parent: null };
const openIndex = (): MatchIndex => new MatchIndex(new Hierarchy(PLACES, [ITEM]));
const work = (id: string, more: Parameters<typeof anActivity>[1] = {}) =>
  featuresOf(anActivity(id, { title: inEnglish("First steps in coding for school leavers"), places: [{ place: "KE" }], ...more }));
const training = (id: string) =>
  work(id, { title: inEnglish(`Work of ${id}`), activityKind: "TRAINING", items: [{ item: "GPA-18a" }], targetGroups: ["nurses"] });

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
      same: index.sameAs(index.heads.slotOf(1), work("a:1")).map((other) => index.heads.sequences.at(other)),
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
        expect(index.sameAs(0, one)).toEqual([1]);
        expect(index.sameAs(1, other)).toEqual([0]);
      }
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

  it("stop at one more than asked for", () => {
    const postings = new Postings();
    for (let slot = 0; slot < 50; slot += 1) postings.add(7, slot);
    expect(postings.read(7, new Uint8Array(50), 10, new Uint32Array(12))).toBe(11);
    expect(postings.read(8, new Uint8Array(50), 10, new Uint32Array(12))).toBe(0);
  });
});
