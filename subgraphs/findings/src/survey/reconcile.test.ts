import { FINDING_STATES, type FindingRecord, type FindingState } from "@actionline/schema/coordination-records";
import { occurrenceId } from "../finding-id";
import { aDraft, aFinding } from "../testing/a-finding";
import { type FoundFinding, idOf } from "./found-finding";
import { reconcile, SECRETARIAT_OWNER, type StandingFinding, SURVEY_NAME, SURVEY_OWNER, type Surveyed } from "./reconcile";

const NOW = "2025-06-15T00:00:00.000Z";

/** What the survey sees: the finding without what people made of it. */
function foundOf({
  kind,
  item,
  actionLine,
  place,
  year,
  stakeholderType,
  activities,
  overlap,
  parties,
  evidence,
}: FindingRecord): FoundFinding {
  return { kind, item, actionLine, place, year, stakeholderType, activities, overlap, parties, evidence };
}

const FOUND = foundOf(aDraft());
const BASE = idOf(FOUND);
const held = (record: FindingRecord, owner = SURVEY_OWNER, sequence = 7): StandingFinding => ({ record, sequence, owner });
const inState = (state: FindingState, more: Partial<FindingRecord> = {}): FindingRecord =>
  state === "DRAFT" ? aDraft({ id: BASE, ...more }) : aFinding({ id: BASE, state, ...more });

const surveyed = (more: Partial<Surveyed> = {}): Surveyed => ({
  found: new Map([[BASE, FOUND]]),
  looked: () => true,
  whyNot: () => "It no longer holds.",
  at: NOW,
  definition: "1.2.0",
  ...more,
});
const nothing = surveyed({ found: new Map() });

describe("what a survey writes", () => {
  it("is a new draft for what nobody has found before", () => {
    const { writes, drafted } = reconcile([], surveyed(), 10);
    expect(drafted).toBe(1);
    expect(writes).toEqual([{ id: BASE, from: null, record: aDraft({ id: BASE, since: NOW }) }]);
  });

  it.each(FINDING_STATES)("is nothing for a finding in the state %s that holds as it did", (state) => {
    expect(reconcile([held(inState(state))], surveyed(), 10).writes).toEqual([]);
  });

  it.each(FINDING_STATES)("changes what a finding says in no state but that of a draft: %s", (state) => {
    const { writes } = reconcile([held(inState(state, { evidence: [{ text: "Older.", kind: null, ids: [] }] }))], surveyed(), 10);
    expect(writes.map(({ record, from }) => [record?.evidence, record?.since, from])).toEqual(
      state === "DRAFT" ? [[FOUND.evidence, aDraft().since, 7]] : [],
    );
  });

  it.each(FINDING_STATES)("ends a finding that no longer holds, a draft without a trace and a told one with the reason: %s", (state) => {
    const { writes, dropped, resolved } = reconcile([held(inState(state))], nothing, 10);
    const told = state === "NOTIFIED" || state === "REPLIED" || state === "CONFIRMED";
    expect([dropped, resolved]).toEqual([state === "DRAFT" ? 1 : 0, told ? 1 : 0]);
    if (state === "DRAFT") expect(writes).toEqual([{ id: BASE, from: 7, record: null }]);
    else if (told) {
      const resolution = { reason: "It no longer holds.", by: SURVEY_NAME, at: NOW };
      expect(writes).toEqual([{ id: BASE, from: 7, record: { ...inState(state), state: "RESOLVED", resolution } }]);
    } else expect(writes).toEqual([]);
  });

  it("leaves alone what a person drafted, what it didn't look at, and what an outage hides", () => {
    expect(reconcile([held(inState("DRAFT"), SECRETARIAT_OWNER)], nothing, 10).writes).toEqual([]);
    expect(reconcile([held(inState("NOTIFIED"))], { ...nothing, looked: () => false }, 10).writes).toEqual([]);
    expect(reconcile([held(inState("NOTIFIED"))], { ...nothing, whyNot: () => null }, 10).writes).toEqual([]);
  });

  it("is another finding where the survey had ended the first, and none where a person had", () => {
    const over = (by: string) => inState("RESOLVED", { resolution: { reason: "Over.", by, at: NOW } });
    expect(reconcile([held(over("the secretariat"))], surveyed(), 10).writes).toEqual([]);
    const [write] = reconcile([held(over(SURVEY_NAME))], surveyed(), 10).writes;
    expect(write).toMatchObject({
      id: occurrenceId(BASE, 2),
      from: null,
      record: { id: occurrenceId(BASE, 2), state: "DRAFT", since: NOW },
    });
    const second = held({ ...over(SURVEY_NAME), id: occurrenceId(BASE, 2) }, SURVEY_OWNER, 9);
    expect(reconcile([held(over(SURVEY_NAME)), second], surveyed(), 10).writes).toMatchObject([{ id: occurrenceId(BASE, 3) }]);
  });

  it("is bounded by how many of a kind stand, and tells how many it left out", () => {
    const regions = ["002", "009", "019", "142", "150"].map((place) => ({ ...FOUND, place }));
    const found = new Map(regions.map((each) => [idOf(each), each]));
    const first = reconcile([], surveyed({ found }), 3);
    expect([first.drafted, first.leftOut.get("O2_ACTIVITY")]).toEqual([3, 2]);
    const standing = first.writes.flatMap(({ record }) => (record === null ? [] : [held(record)]));
    const second = reconcile(standing, surveyed({ found }), 3);
    expect([second.writes, second.leftOut.get("O2_ACTIVITY")]).toEqual([[], 2]);
    expect(reconcile(standing, surveyed({ found }), 4).drafted).toBe(1);
  });
});
