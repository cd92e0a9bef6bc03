import { type FoundFinding, idOf, NOTHING_FOUND } from "./found-finding";
import { FoundFindings } from "./found-findings";

const planned = (n: number): FoundFinding => ({
  ...NOTHING_FOUND,
  kind: "O3_FOLLOW_THROUGH",
  year: 2024,
  activities: [`itu:${n}`],
  parties: [],
  evidence: [],
});

describe("what a survey keeps of what it finds", () => {
  it("is bounded for each kind, but for what stands already, and all of it is counted", () => {
    const found = new FoundFindings(new Set([idOf(planned(10_003))]));
    for (let n = 0; n < 10_005; n += 1) found.add(planned(n));
    expect([found.kept.size, found.counts.get("O3_FOLLOW_THROUGH")]).toEqual([10_001, 10_005]);
    expect(found.kept.has(idOf(planned(10_003)))).toBe(true);
    expect([...found.notKept()]).toEqual([["O3_FOLLOW_THROUGH", 4]]);
  });

  it("counts once what is found twice, and of earlier years nothing new", () => {
    const found = new FoundFindings(new Set());
    found.add(planned(1));
    found.add(planned(1));
    found.addStanding(planned(2));
    expect([found.kept.size, found.counts.get("O3_FOLLOW_THROUGH")]).toEqual([1, 1]);
    expect([...found.notKept()]).toEqual([]);
  });
});
