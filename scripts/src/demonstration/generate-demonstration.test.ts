import { suggestAssignments } from "@actionline/agencies/suggest/suggest";
import type { ActivityRecord, BudgetRecord } from "@actionline/schema/contract/records";
import { loadReference } from "@actionline/schema/reference/load-reference";
import { createValidator } from "@actionline/schema/validator/validator";
import { REGIONS } from "./countries";
import { generateDemonstration } from "./generate-demonstration";
import { PlainCoverage, type Suggested } from "./testing/plain-coverage";

const TODAY = new Date("2026-11-22T10:00:00Z");
const reference = loadReference();
const set = generateDemonstration({ seed: 2003, today: TODAY });
const records = set.feeds.flatMap((feed) => feed.changes.map((change) => change.record));
const activities = activitiesOf(set);
const byId = new Map(activities.map((activity) => [activity.id, activity]));
const suggested = suggestionsIn(activities);
const plain = new PlainCoverage(set, reference, suggested);

function activitiesOf({ feeds }: typeof set): ActivityRecord[] {
  return feeds.flatMap((feed) => feed.changes.flatMap(({ record }) => (record.kind === "ACTIVITY" ? [record] : [])));
}

function suggestionsIn(list: readonly ActivityRecord[]): Suggested[] {
  return list.flatMap((each) => suggestAssignments(each).map(({ item, actionLine }) => ({ activity: each.id, item, line: actionLine })));
}

function activity(id: string): ActivityRecord {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`There is no activity ${id}.`);
  return found;
}

describe("generateDemonstration", () => {
  it("gives the same set for the same seed and day, and other everyday work for another seed", () => {
    expect(generateDemonstration({ seed: 2003, today: TODAY })).toEqual(set);
    const other = generateDemonstration({ seed: 7, today: TODAY });
    expect(other.feeds).not.toEqual(set.feeds);
    expect(other.truth.cells).toEqual(set.truth.cells);
    expect(other.truth.overlaps).toEqual(set.truth.overlaps);
  });

  it("shifts by whole years with the day, and changes nothing else", () => {
    const later = generateDemonstration({ seed: 2003, today: new Date("2031-11-22T10:00:00Z") });
    const shift = (value: unknown, years: number) =>
      JSON.stringify(value).replace(/\b20\d\d(?=[-,\]}"])/g, (year) => String(Number(year) + years));
    const planted = (each: typeof set) => [each.feeds.map((feed) => feed.changes), each.facilitators, each.expectations, each.truth.cells];
    expect(shift(planted(set), 5)).toBe(shift(planted(later), 0));
  });

  it("has about two thousand activities of a dozen agencies, all in the truth's counts", () => {
    expect(activities.length).toBeGreaterThan(1_900);
    expect(activities.length).toBeLessThan(2_200);
    expect(set.truth.activities).toBe(activities.length);
    expect(new Set(records.map((record) => `${record.kind} ${record.id}`)).size).toBe(records.length);
    expect(set.agencies.length).toBe(14);
    expect(set.feeds.map((feed) => feed.source).sort()).toEqual(set.sources.map((source) => source.id).sort());
  });

  it("marks every name as invented and none as verified", () => {
    for (const { name, invented, verified } of set.organizations)
      expect([name, invented, verified]).toEqual([expect.stringContaining("(invented)"), true, false]);
    for (const agency of set.agencies) expect(agency.name).toContain("(invented)");
    const named = activities.flatMap((each) => [
      each.reporter,
      ...(each.participants ?? []).map((participant) => participant.organisation),
    ]);
    for (const name of new Set(named.map((each) => each.name))) expect(name).toContain("(invented)");
    const real = new Set(reference.organizations.map((organization) => organization.id));
    for (const { id } of set.organizations) expect(real).not.toContain(id);
  });

  it("gives records that the contract's validator accepts without a remark, but for the planted faults", () => {
    const ids = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id));
    const validator = createValidator({
      items: ids(reference.planItems),
      actionLines: ids(reference.actionLines),
      places: ids(reference.places),
    });
    for (const feed of set.feeds) {
      for (const change of feed.changes) {
        const verdict = validator.check(change);
        const planted = set.truth.faults.filter(({ record, stage }) => record === change.record.id && stage === "ACCEPTED");
        const found = verdict.findings.map(({ rule, pointer }) => [rule, pointer]);
        expect([change.record.id, verdict.accepted, found]).toEqual([
          change.record.id,
          true,
          planted.map(({ rule, pointer }) => [rule, pointer]),
        ]);
      }
    }
  });

  it("plants a dozen faults in one source, whose agency answers for nothing that an omission hangs on", () => {
    expect(set.truth.faults).toHaveLength(12);
    const [source] = new Set(set.truth.faults.map((fault) => fault.source));
    const agency = source?.split("/")[0] ?? "";
    expect(set.feeds.filter(({ faults }) => faults.length > 0).map((feed) => feed.source)).toEqual([source]);
    expect(set.facilitators.map(({ organization }) => organization.toLowerCase())).not.toContain(agency);
    expect(records.filter(({ kind, id }) => kind === "SCOPE" && id.startsWith(`${agency}:`))).toEqual([]);
  });

  it("facilitates each of the eighteen units, and hands C4 over in the middle of a year", () => {
    const units = reference.actionLines.map((line) => line.id).filter((id) => id !== "C7");
    for (const unit of units) expect(set.facilitators.map((each) => each.actionLine)).toContain(unit);
    const on = (day: string) =>
      set.facilitators
        .filter((each) => each.actionLine === "C4" && (each.from ?? "") <= day && (each.to ?? day) >= day)
        .map((each) => each.organization);
    expect([on("2024-06-30"), on("2024-07-01")]).toEqual([["MERIDIANA"], ["SIGNALHAVEN"]]);
  });

  it("is varied: all kinds, statuses, stakeholder types, several languages, countries, regions and GLOBAL", () => {
    expect(new Set(activities.map((each) => each.activityKind)).size).toBe(11);
    expect(new Set(activities.map((each) => each.status)).size).toBe(5);
    expect(new Set(set.organizations.map((each) => each.type)).size).toBe(6);
    const languages = new Set(activities.flatMap((each) => each.title.map((title) => title.language)));
    expect([...languages].sort()).toEqual(["ar", "en", "es", "fr", "ru", "zh"]);
    const places = new Set(activities.flatMap((each) => (each.places ?? []).map((place) => place.place)));
    expect(places).toContain("GLOBAL");
    expect(places).toContain("014");
    expect(activities.some((each) => (each.places ?? []).length > 1)).toBe(true);
  });
});

describe("the truth of the demonstration set", () => {
  it.each(set.truth.cells.map((cell) => [`${cell.item} in ${cell.region}: ${cell.state} ${cell.reasons.join(", ")}`, cell] as const))(
    "%s",
    (_, cell) => {
      const { state, reasons, basis } = cell;
      expect(plain.stateOf(cell.item, cell.region, set.truth.year)).toEqual({ state, reasons, basis });
    },
  );

  it("knows every omission of the last closed year: no other cell is OMITTED", () => {
    const omitted = reference.planItems.flatMap(({ id }) =>
      REGIONS.filter((region) => plain.stateOf(id, region, set.truth.year).state === "OMITTED").map((region) => `${id} ${region}`),
    );
    const planted = set.truth.cells.filter((cell) => cell.state === "OMITTED").map((cell) => `${cell.item} ${cell.region}`);
    expect(omitted.sort()).toEqual(planted.sort());
  });

  it.each([1, 7, 99])("holds whatever everyday work is drawn around it: seed %i", (seed) => {
    const other = generateDemonstration({ seed, today: TODAY });
    const suggestedThere = suggestionsIn(activitiesOf(other));
    const around = new PlainCoverage(other, reference, suggestedThere);
    for (const { item, region, state, reasons, basis } of other.truth.cells) {
      expect([item, region, around.stateOf(item, region, other.truth.year)]).toEqual([item, region, { state, reasons, basis }]);
    }
  });

  it.each(["2027-01-01T00:30:00Z", "2027-01-05T10:00:00Z", "2027-12-31T23:00:00Z"])("holds on any day of the year: %s", (day) => {
    const there = generateDemonstration({ seed: 2003, today: new Date(day) });
    const read = new PlainCoverage(there, reference, suggestionsIn(activitiesOf(there)));
    for (const { item, region, state, reasons, basis } of there.truth.cells) {
      expect([item, region, read.stateOf(item, region, there.truth.year)]).toEqual([item, region, { state, reasons, basis }]);
    }
    for (const { harvestedAt } of there.feeds) expect(harvestedAt.getTime()).toBeLessThanOrEqual(Date.parse(day));
  });

  it("tells the e-health story in thirty cells with all six states, an omission beside a silence", () => {
    const cells = set.truth.cells.filter((cell) => cell.item.startsWith("GPA-18"));
    expect(cells.length).toBe(30);
    expect(new Set(cells.map((cell) => cell.state)).size).toBe(6);
    const africa = cells.filter((cell) => cell.region === "002").map((cell) => cell.state);
    expect(new Set(africa)).toEqual(new Set(["COVERED", "OMITTED", "UNKNOWN"]));
  });

  it("suggests what was planted to be suggested, for records that declare nothing", () => {
    for (const { activity: id, item } of set.truth.suggestions) {
      expect([activity(id).items, activity(id).actionLines]).toEqual([undefined, undefined]);
      expect(suggested).toContainEqual({ activity: id, item, line: "C7-eHealth" });
    }
  });

  it("plants overlaps that meet for ninety days on one item in one place, and only those that no link explains ask for a review", () => {
    for (const {
      activities: [one, other],
      level,
      explainedBy,
    } of set.truth.overlaps) {
      const pair = [activity(one), activity(other)] as const;
      expect(overlapOf(pair)).toEqual({ item: true, place: true, kindAndGroup: true, days: true });
      const links = pair.flatMap((each) => (each.links ?? []).map((link) => link.type));
      expect([level, explainedBy === null ? links : links.includes(explainedBy as never)]).toEqual(
        explainedBy === null ? ["L3", []] : ["L2", true],
      );
    }
  });

  it("has no other pair of two leads that would ask for a review", () => {
    const groups = new Map<string, ActivityRecord[]>();
    for (const each of activities) {
      for (const { item } of each.items ?? [])
        for (const group of each.targetGroups ?? []) {
          const key = `${item} ${each.activityKind} ${group}`;
          groups.set(key, [...(groups.get(key) ?? []), each]);
        }
    }
    const pairs = [...groups.values()].flatMap((group) =>
      group.flatMap((one, at) => group.slice(at + 1).map((other) => [one, other] as const)),
    );
    const review = pairs.filter((pair) => leadOf(pair[0]) !== leadOf(pair[1]) && overlapOf(pair).place && overlapOf(pair).days);
    const planted = set.truth.overlaps.map((each) => [...each.activities].sort());
    expect(review.map(([one, other]) => [one.id, other.id].sort())).toEqual(expect.arrayContaining(planted));
    expect(review.length).toBe(planted.length);
  });

  it("plants record duplicates with one lead, one place and one period", () => {
    for (const {
      activities: [one, other],
    } of set.truth.duplicates) {
      const [a, b] = [activity(one), activity(other)];
      expect([leadOf(a), a.places, a.period]).toEqual([leadOf(b), b.places, b.period]);
      const plainTitle = (each: ActivityRecord) => each.title[0]?.text.toLowerCase().replace(/[^a-z ]/g, "");
      expect(plainTitle(a)).toBe(plainTitle(b));
    }
  });

  it("plants money that adds up to 860 when just added, of which 210 are counted twice", () => {
    const budgets = records.filter((record): record is BudgetRecord => record.kind === "BUDGET");
    const members = new Set(set.truth.money.boundary);
    const paid = budgets.filter((each) => each.measure === "DISBURSEMENT" || each.measure === "EXPENDITURE");
    const sum = (list: readonly BudgetRecord[]) => String(list.reduce((total, each) => total + Number(each.value.amount), 0));
    expect(sum(paid)).toBe(set.truth.money.naiveSum);
    expect(sum(paid.filter((each) => each.measure === "DISBURSEMENT" && members.has(each.receiver?.id ?? "")))).toBe(
      set.truth.money.countedTwice,
    );
    const incoming = budgets.filter((each) => each.measure === "INCOMING" && !members.has(each.provider?.id ?? ""));
    expect(sum(incoming)).toBe(set.truth.money.externalResources);
    for (const each of budgets) if (each.activity !== undefined) expect(byId.has(each.activity)).toBe(true);
  });

  it("has sources of every age, and one whose last harvest failed", () => {
    const of = (source: string) => set.truth.sources.find((each) => each.source === source);
    expect(of("harbourlight/activities")?.freshness).toBe("LAPSED");
    expect(of("tidewater/activities")?.freshness).toBe("OVERDUE");
    expect(of("tradewind/activities")?.freshness).toBe("DUE");
    expect(set.failures.map((failure) => failure.source)).toEqual(["aldermoor/activities"]);
    for (const failure of set.failures) {
      const good = set.feeds.find((feed) => feed.source === failure.source)?.harvestedAt.getTime() ?? Number.POSITIVE_INFINITY;
      expect(failure.startedAt.getTime()).toBeGreaterThan(good);
    }
  });

  it("plants a nil return that the agency's own activity contradicts", () => {
    for (const { scope, activity: id } of set.truth.conflicts) {
      expect(records.find((record) => record.id === scope)).toMatchObject({ kind: "SCOPE", level: "NIL" });
      expect(activity(id).id.split(":")[0]).toBe(scope.split(":")[0]);
    }
  });
});

function leadOf(record: ActivityRecord): string {
  return record.participants?.find((each) => each.role === "LEAD")?.organisation.name ?? "";
}

function overlapOf([one, other]: readonly [ActivityRecord, ActivityRecord]) {
  const shared = (a: readonly string[], b: readonly string[]) => a.some((each) => b.includes(each));
  const items = (each: ActivityRecord) => (each.items ?? []).map((item) => item.item);
  const places = (each: ActivityRecord) => (each.places ?? []).map((place) => place.place);
  const start = [one.period.start ?? "1900-01-01", other.period.start ?? "1900-01-01"].sort().at(-1) ?? "";
  const end = [one.period.end ?? "2199-12-31", other.period.end ?? "2199-12-31"].sort()[0] ?? "";
  return {
    item: shared(items(one), items(other)),
    place: shared(places(one), places(other)),
    kindAndGroup: one.activityKind === other.activityKind && shared(one.targetGroups ?? [], other.targetGroups ?? []),
    days: (Date.parse(end) - Date.parse(start)) / 86_400_000 >= 90,
  };
}
