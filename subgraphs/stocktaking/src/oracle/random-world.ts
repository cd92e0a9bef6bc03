import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import type { StoredActivity } from "@actionline/schema/hub-records";
import type { RandomNumber } from "../coverage/bench-world";
import { aDecision, aHarvest, anActivity, anAgency, anOrganization, anOverlap, aReview, aSource, suggested } from "../testing/records";
import { SMALL_PLAN } from "../testing/small-plan";

const ITEMS = ["GPA-8", "GPA-8a", "GPA-8b", "GPA-14", "GPA-18", "GPA-18a", "GPA-18b"] as const;
const LINES = ["C1", "C7", "C7-eHealth"] as const;
const PLACES = ["GLOBAL", "002", "014", "KE", "TZ", "019", "BR"] as const;
const STATUSES = ["PLANNED", "IMPLEMENTING", "IMPLEMENTING", "COMPLETED", "COMPLETED", "SUSPENDED", "CANCELLED"] as const;
const TYPES = ["GOVERNMENT", "ACADEMIA", "CIVIL_SOCIETY"] as const;
/** The last one's source has lapsed. */
export const WORLD_AGENCIES = ["alpha", "beta", "gamma"] as const;
export const WORLD_YEARS = [2021, 2022, 2023, 2024, 2025] as const;

export const pick = <const T>(below: RandomNumber, values: readonly [T, ...T[]]): T => values[below(values.length)] ?? values[0];
export const some = <T>(below: RandomNumber, values: readonly T[], most: number): T[] => {
  const count = 1 + below(most);
  return [...new Set(Array.from({ length: count }, () => values[below(values.length)]))].filter((value) => value !== undefined);
};

/** The plan and the sources that the random activities work for and come from. */
export function randomReference(): Change[] {
  return [
    ...SMALL_PLAN,
    ...WORLD_AGENCIES.flatMap((agency) => [anAgency(agency), aSource(`${agency}/feed`)]),
    ...WORLD_AGENCIES.map((agency) => aHarvest(`${agency}/feed`, agency === "gamma" ? "2023-03-01T00:00:00Z" : "2025-06-20T00:00:00Z")),
    anOrganization("ORG-1", "ACADEMIA"),
  ];
}

const idOf = (number: number): string => `${WORLD_AGENCIES[number % WORLD_AGENCIES.length]}:${number}`;

/** New versions of some activities, ends of others, reviewers' decisions, and duplicates found and decided on: one batch of a history. */
export function randomBatch(below: RandomNumber, activities: number): Change[] {
  const numbers = Array.from({ length: activities }, (_, number) => number).filter(() => below(3) > 0);
  const versions = numbers.map((number) =>
    below(12) === 0
      ? change("ACTIVITY", idOf(number), null)
      : anActivity(idOf(number), randomActivity(below), below(8) === 0 ? "PRIVATE" : "PUBLIC"),
  );
  const reviews = numbers
    .filter(() => below(5) === 0)
    .map((number) => aReview(idOf(number), randomTarget(below), below(2) === 0 ? "ACCEPTED" : "REJECTED"));
  const twins = numbers.filter(() => below(2) === 0).map((number) => [idOf(number), idOf((number + 1 + below(5)) % activities)] as const);
  const overlaps = twins
    .filter(([one, other]) => one !== other)
    .map(([one, other]) => anOverlap(one, other, { outcome: below(2) === 0 ? "MERGED" : "PROPOSED" }));
  const decisions = twins
    .filter(([one, other]) => one !== other && below(3) === 0)
    .map(([one, other]) => aDecision(one, other, below(2) === 0 ? "SAME" : "DISTINCT"));
  const all: Change[] = [...versions, ...reviews, ...overlaps, ...decisions];
  return [...new Map(all.map((each) => [`${each.kind} ${each.subject}`, each])).values()];
}

function randomTarget(below: RandomNumber): { item: string | null; actionLine: string } {
  return below(4) === 0 ? { item: null, actionLine: pick(below, LINES) } : { item: pick(below, ITEMS), actionLine: "C1" };
}

function randomActivity(below: RandomNumber): Partial<StoredActivity> {
  const start = 2019 + below(7);
  const dates = [{ start: `${start}-03-01` }, { end: `${start}-06-01` }, {}, { start: `${start}-01-01`, end: `${start + below(4)}-12-31` }];
  const targets = Array.from({ length: below(3) }, () => randomTarget(below));
  return {
    status: pick(below, STATUSES),
    period: dates[below(12)] ?? { start: `${start}-02-01`, end: `${start + below(5)}-11-30` },
    ...(below(6) > 0 && { items: some(below, ITEMS, 3).map((item) => ({ item })) }),
    ...(below(6) === 0 && { actionLines: [pick(below, LINES)] }),
    places: some(below, PLACES, 3).map((place) => ({ place })),
    suggestions: targets.map(({ item, actionLine }) => suggested(item, actionLine)),
    participants: Array.from({ length: below(3) }, () => randomParticipant(below)),
  };
}

function randomParticipant(below: RandomNumber): NonNullable<StoredActivity["participants"]>[number] {
  const role = pick(below, ["FUNDER", "LEAD", "IMPLEMENTER"] as const);
  const untyped = [
    { id: "ORG-1", name: "By the hub's record" },
    { reference: "XM-1", name: "Nobody knows its type" },
  ];
  const type = pick(below, TYPES);
  return { role, organisation: untyped[below(5)] ?? { id: `ORG-${type}`, name: "By its own word", type } };
}
