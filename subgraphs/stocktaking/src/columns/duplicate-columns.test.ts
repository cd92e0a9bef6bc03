import type { LoggedChange } from "@actionline/log/follow";
import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import type { EntryKind } from "@actionline/schema/entry-kind";
import { inOrder, overlapId } from "@actionline/schema/overlap-id";
import { aDecision, anActivity, anOverlap } from "../testing/records";
import { oneOf, seeded } from "../testing/seeded";
import { ActivityColumns } from "./activity-columns";
import type { ClusterKind } from "./clusters";

/** Columns with the log in front of them: the tests write entries, and read what stood at each of them. */
class Written {
  readonly columns = new ActivityColumns();
  readonly entries: (LoggedChange & { to: number })[] = [];

  write(...changes: readonly Change[]): number {
    for (const { kind, subject, operation, owner, visibility = "PUBLIC", record } of changes) {
      const sequence = this.entries.length + 1;
      const before = this.entries.findLast((each) => each.kind === kind && each.subject === subject && each.record !== null);
      const ends = before !== undefined && before.to > sequence ? before.sequence : null;
      if (before !== undefined && before.to > sequence) before.to = sequence;
      // An end is seen by those who saw what it ends.
      const seenAs = record === null && before !== undefined ? before.visibility : visibility;
      const facts = { sequence, at: new Date(0), kind, subject, operation, owner, visibility: seenAs, ends, record };
      const entry = { ...facts, to: Number.POSITIVE_INFINITY } as LoggedChange & { to: number };
      this.entries.push(entry);
      if (entry.kind === "ACTIVITY") this.columns.apply(entry);
      else if (entry.kind === "OVERLAP" || entry.kind === "OVERLAP_DECISION") this.columns.duplicates.apply(entry);
    }
    return this.entries.length;
  }

  /** Clusters as ids, by their own ids. */
  clusters(kind: ClusterKind, sequence = this.entries.length, privateToo = false): Record<string, string[]> {
    const clusters = this.columns.duplicates.at(sequence, privateToo);
    const name = (subject: number): string => this.columns.subjectNames.text(subject);
    const told = Array.from({ length: clusters.size(kind) }, (_, cluster): [string, string[]] => {
      const members = clusters.members(kind, cluster);
      expect(members.map((member) => clusters[kind](member))).toEqual(members.map(() => cluster));
      return [name(clusters.representative(kind, cluster)), members.map(name)];
    });
    return Object.fromEntries(told);
  }

  /** The same by reading the entries themselves, one after the other. */
  naive(kind: ClusterKind, sequence: number, privateToo: boolean): Record<string, string[]> {
    const holding = this.entries.filter(
      (each) => each.sequence <= sequence && each.to > sequence && each.record !== null && (privateToo || each.visibility === "PUBLIC"),
    );
    const live = new Set(holding.flatMap((each) => (each.kind === "ACTIVITY" ? [each.subject] : [])));
    // That two are two holds for everybody, whoever may read it.
    const decided = new Set(
      this.entries
        .filter((each) => each.sequence <= sequence && each.to > sequence && each.kind === "OVERLAP_DECISION" && each.record !== null)
        .filter((each) => holding.includes(each) || (each.kind === "OVERLAP_DECISION" && each.record?.decision !== "SAME"))
        .map(({ subject }) => subject),
    );
    const links = holding
      .flatMap((each): { one: string; other: string }[] => {
        if (each.record === null) return [];
        if (each.kind === "OVERLAP_DECISION") return each.record.decision === "SAME" ? [each.record] : [];
        if (each.kind !== "OVERLAP" || decided.has(each.subject)) return [];
        return each.record.level === "L0" && (each.record.outcome === "MERGED" || kind === "proposed") ? [each.record] : [];
      })
      .filter(({ one, other }) => live.has(one) && live.has(other));
    const sets = [...live].map((id) => new Set([id]));
    for (const { one, other } of links) {
      const ofOne = sets.find((set) => set.has(one));
      const ofOther = sets.find((set) => set.has(other));
      if (ofOne === undefined || ofOther === undefined || ofOne === ofOther) continue;
      for (const id of ofOther) ofOne.add(id);
      ofOther.clear();
    }
    const arrival = (id: string): number =>
      this.entries.findIndex((each) => each.kind === "ACTIVITY" && each.subject === id && each.record !== null);
    const lists = sets.filter((set) => set.size > 1).map((set) => [...set].sort((a, b) => arrival(a) - arrival(b)));
    return Object.fromEntries(lists.map((list) => [list[0] ?? "", list]));
  }
}

const gone = (kind: EntryKind, subject: string): Change => change(kind, subject, null);
const undone = (one: string, other: string): Change => gone("OVERLAP_DECISION", overlapId(one, other));

describe("clusters", () => {
  it("are over merged links, and over proposed ones too where these are asked for", () => {
    const log = new Written();
    log.write(anActivity("itu:1"), anActivity("who:1"), anActivity("undp:1"));
    log.write(anOverlap("who:1", "itu:1", { outcome: "MERGED" }), anOverlap("who:1", "undp:1", { outcome: "PROPOSED" }));
    expect(log.clusters("confirmed")).toEqual({ "itu:1": ["itu:1", "who:1"] });
    expect(log.clusters("proposed")).toEqual({ "itu:1": ["itu:1", "who:1", "undp:1"] });
    const { duplicates, subjectNames } = log.columns;
    expect(duplicates.at(5, false).confirmed(subjectNames.find("undp:1"))).toBe(-1);
  });

  it("follow a person's decision, whatever the matcher found, and are as before once it is undone", () => {
    const log = new Written();
    log.write(anActivity("a:1"), anActivity("b:1"), anActivity("c:1"), anOverlap("a:1", "b:1", { outcome: "MERGED" }));
    log.write(anOverlap("b:1", "c:1", { outcome: "PROPOSED" }));
    const before = [log.clusters("confirmed"), log.clusters("proposed")];
    log.write(aDecision("a:1", "b:1", "DISTINCT"), aDecision("b:1", "c:1", "SAME"));
    expect(log.clusters("confirmed")).toEqual({ "b:1": ["b:1", "c:1"] });
    log.write(aDecision("b:1", "c:1", "RELATED"));
    expect(log.clusters("proposed")).toEqual({});
    log.write(undone("a:1", "b:1"), undone("b:1", "c:1"));
    expect([log.clusters("confirmed"), log.clusters("proposed")]).toEqual(before);
    expect(log.clusters("confirmed", 6)).toEqual({});
  });

  it("tell nothing of pairs that overlap without being one activity", () => {
    const log = new Written();
    log.write(anActivity("a:1"), anActivity("b:1"), anOverlap("a:1", "b:1", { level: "L3", outcome: "PROPOSED" }, "PRIVATE"));
    expect(log.clusters("proposed", 3, true)).toEqual({});
    log.write(anOverlap("a:1", "b:1", { level: "L0" }), anOverlap("a:1", "b:1", { level: "L3" }));
    expect(log.clusters("proposed", 4)).not.toEqual({});
    expect(log.clusters("proposed", 5)).toEqual({});
  });

  it("leave out a record that is deleted, or not for this reader, and what hung together by it alone", () => {
    const log = new Written();
    log.write(anActivity("a:1"), anActivity("b:1", {}, "PRIVATE"), anActivity("c:1"));
    log.write(anOverlap("a:1", "b:1", { outcome: "MERGED" }), anOverlap("b:1", "c:1", { outcome: "MERGED" }));
    expect(log.clusters("confirmed", 5, true)).toEqual({ "a:1": ["a:1", "b:1", "c:1"] });
    expect(log.clusters("confirmed", 5, false)).toEqual({});
    log.write(anActivity("b:1"));
    expect(log.clusters("confirmed", 6, false)).toEqual({ "a:1": ["a:1", "b:1", "c:1"] });
    log.write(gone("ACTIVITY", "a:1"));
    expect(log.clusters("confirmed")).toEqual({ "b:1": ["b:1", "c:1"] });
    log.write(gone("ACTIVITY", "b:1"));
    expect(log.clusters("confirmed")).toEqual({});
    log.write(anActivity("b:1"), anActivity("a:1"));
    expect(log.clusters("confirmed")).toEqual({ "a:1": ["a:1", "b:1", "c:1"] });
  });

  it("keep a private link from those who may not read it", () => {
    const log = new Written();
    log.write(anActivity("a:1"), anActivity("b:1"), anOverlap("a:1", "b:1", { outcome: "MERGED" }, "PRIVATE"));
    expect(log.clusters("confirmed", 3, false)).toEqual({});
    expect(log.clusters("confirmed", 3, true)).toEqual({ "a:1": ["a:1", "b:1"] });
  });

  it("don't bring back for others what a person decided where only some may read it", () => {
    const log = new Written();
    log.write(anActivity("a:1"), anActivity("b:1"), anOverlap("a:1", "b:1", { level: "L3" }, "PRIVATE"));
    log.write(aDecision("a:1", "b:1", "DISTINCT", {}, "PRIVATE"), anOverlap("a:1", "b:1", { outcome: "PROPOSED" }));
    expect(log.clusters("proposed")).toEqual({});
    log.write(undone("a:1", "b:1"));
    expect(log.clusters("proposed")).toEqual({ "a:1": ["a:1", "b:1"] });
  });

  it("are the same object until something about them changes, another version of a record included", () => {
    const log = new Written();
    log.write(anActivity("a:1"), anActivity("b:1"), anActivity("c:1"), anOverlap("a:1", "b:1"));
    const at = log.columns.duplicates.at(4, false);
    log.write(anActivity("a:1", { status: "COMPLETED" }), anActivity("d:1"));
    expect(log.columns.duplicates.at(6, false)).toBe(at);
    log.write(aDecision("a:1", "c:1", "SAME"));
    expect(log.columns.duplicates.at(7, false)).not.toBe(at);
    expect(log.columns.duplicates.at(4, false)).toBe(at);
  });

  it("are those of a plain reading of the log at every sequence of random histories, undone decisions and deletions included", () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = seeded(seed);
      const log = new Written();
      const ids = ["a:1", "a:2", "b:1", "b:2", "c:1", "c:2", "d:1"] as const;
      for (let step = 0; step < 120; step += 1) log.write(randomChange(random, ids));
      for (let sequence = 0; sequence <= log.entries.length; sequence += 1) {
        for (const privateToo of [false, true]) {
          expect(log.clusters("confirmed", sequence, privateToo)).toEqual(log.naive("confirmed", sequence, privateToo));
          expect(log.clusters("proposed", sequence, privateToo)).toEqual(log.naive("proposed", sequence, privateToo));
        }
      }
    }
  });

  it("keep their ids while records are added, in whatever order these are linked", () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = seeded(seed);
      const log = new Written();
      log.write(anActivity("a:1"), anActivity("b:1"), anActivity("c:1"), anActivity("d:1"));
      log.write(anOverlap("b:1", "d:1", { outcome: "MERGED" }), anOverlap("a:1", "c:1", { outcome: "MERGED" }));
      const ids: [string, ...string[]] = ["b:1", "d:1"];
      for (let added = 0; added < 15; added += 1) {
        const id = `${String.fromCharCode(65 + Math.floor(random() * 50))}:new-${added}`;
        log.write(anActivity(id), aDecision(oneOf(random, ids), id, "SAME"));
        ids.push(id);
        expect(log.clusters("confirmed")).toEqual({ "a:1": ["a:1", "c:1"], "b:1": ids });
      }
    }
  });
});

function randomChange(random: () => number, ids: readonly [string, ...string[]]): Change {
  const one = oneOf(random, ids);
  const other = oneOf(random, ids.filter((id) => id !== one) as [string, ...string[]]);
  const visibility = random() < 0.2 ? "PRIVATE" : "PUBLIC";
  const kind = random();
  if (kind < 0.25) return anActivity(one, { status: oneOf(random, ["PLANNED", "COMPLETED"]) }, visibility);
  if (kind < 0.3) return gone("ACTIVITY", one);
  if (kind < 0.6) {
    const outcome = oneOf<"MERGED" | "PROPOSED">(random, ["MERGED", "PROPOSED"]);
    return anOverlap(one, other, { level: random() < 0.85 ? "L0" : "L3", outcome }, visibility);
  }
  if (kind < 0.7) return gone("OVERLAP", overlapId(one, other));
  if (kind < 0.88) return aDecision(...inOrder(one, other), oneOf(random, ["SAME", "DISTINCT", "RELATED"]), {}, visibility);
  return undone(one, other);
}
